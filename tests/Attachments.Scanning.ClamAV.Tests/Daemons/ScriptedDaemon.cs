using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attachments.Scanning.ClamAV.Daemons;

/// <summary>Speaks as clamd would on a bad day: says its version, and does with a stream what the test says.</summary>
internal sealed class ScriptedDaemon : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> script;
    private readonly Task serving;

    /// <param name="script">Is given the connection after the command <c>zINSTREAM</c>, which is closed when it ends.</param>
    public ScriptedDaemon(Func<NetworkStream, CancellationToken, Task> script)
    {
        this.script = script;
        listener.Start();
        serving = ServeAsync();
    }

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"tcp://{listener.LocalEndpoint}");

    /// <summary>Reads a stream to its end, as clamd does, and answers.</summary>
    public static ScriptedDaemon Answering(string reply) => new(async (connection, token) =>
    {
        await ReadStreamAsync(connection, token);
        await connection.WriteAsync(Encoding.ASCII.GetBytes(reply), token);
    });

    public static async Task<byte[]> ReadChunkAsync(NetworkStream connection, CancellationToken token)
    {
        var header = new byte[4];
        await connection.ReadExactlyAsync(header, token);
        var chunk = new byte[BinaryPrimitives.ReadUInt32BigEndian(header)];
        await connection.ReadExactlyAsync(chunk, token);
        return chunk;
    }

    public static async Task<byte[]> ReadStreamAsync(NetworkStream connection, CancellationToken token)
    {
        var all = new List<byte>();
        while (await ReadChunkAsync(connection, token) is { Length: > 0 } chunk)
            all.AddRange(chunk);

        return [.. all];
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Stop();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var connection = client.GetStream();
                if (await ReadCommandAsync(connection, stop.Token) == "zVERSION")
                    await connection.WriteAsync("ClamAV 1.4.6/27500/Mon Nov 23 08:00:00 2026\0"u8.ToArray(), stop.Token);
                else
                    await script(connection, stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private static async Task<string> ReadCommandAsync(NetworkStream connection, CancellationToken token)
    {
        var command = "";
        var next = new byte[1];
        while (await connection.ReadAsync(next, token) == 1 && next[0] != 0)
            command += (char)next[0];

        return command;
    }
}
