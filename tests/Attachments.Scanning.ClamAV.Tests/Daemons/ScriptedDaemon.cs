using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attachments.Scanning.ClamAV.Daemons;

/// <summary>Speaks as clamd would on a bad day: says its version, and does with a stream what the test says.</summary>
internal sealed class ScriptedDaemon : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> script;
    private readonly Task serving;

    /// <param name="script">Is given the connection after the command <c>zINSTREAM</c>, which is closed when it ends.</param>
    /// <param name="socketPath">The unix socket to listen on, in place of TCP.</param>
    public ScriptedDaemon(Func<NetworkStream, CancellationToken, Task> script, string? socketPath = null)
    {
        this.script = script;
        listener = socketPath is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(socketPath is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(socketPath));
        listener.Listen();
        Endpoint = socketPath is null ? string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}") : $"unix://{socketPath}";
        serving = ServeAsync();
    }

    public string Endpoint { get; }

    /// <summary>Gets or sets what is said of an open file that is handed over.</summary>
    public string FileReply { get; init; } = "No file descriptor received. ERROR\0";

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
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var connection = new NetworkStream(client, ownsSocket: true);
        try
        {
            switch (await ReadCommandAsync(connection, stop.Token))
            {
                case "zVERSION":
                    await connection.WriteAsync("ClamAV 1.4.6/27500/Mon Nov 23 08:00:00 2026\0"u8.ToArray(), stop.Token);
                    break;

                case "zFILDES":
                    // What comes with this byte is dropped, as by a daemon that may not have it.
                    await connection.ReadExactlyAsync(new byte[1], stop.Token);
                    await connection.WriteAsync(Encoding.ASCII.GetBytes(FileReply), stop.Token);
                    break;

                default:
                    await script(connection, stop.Token);
                    break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has gone, or the test is over.
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
