using System.Net;
using System.Net.Sockets;

namespace Attachments.PostgreSql.Tests;

// Stands between a client and the server, and can lose the answer to what the server has done.
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly string serverHost;
    private readonly int serverPort;
    private readonly Task accepting;
    private Func<Task>? onCut;
    private int answers;

    public CuttingProxy(string serverHost, int serverPort)
    {
        this.serverHost = serverHost;
        this.serverPort = serverPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    // How often the server was ready for the next query: once for each round trip.
    public int Answers => Volatile.Read(ref answers);

    // The next answer is waited for to its end, then action runs, then the client finds its connection closed.
    public void CutNextAnswer(Func<Task> action) => onCut = action;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var ownClient = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(serverHost, serverPort, stopping.Token);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), stopping.Token), AnswerAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await server.ReadAsync(buffer, stopping.Token)) > 0)
        {
            // 'Z', a length of 5, and the transaction's state: the server is ready for the next query, so this one is committed.
            var isEnd = read >= 6 && buffer[read - 6] == 'Z' && buffer[read - 2] == 5;
            if (isEnd)
                Interlocked.Increment(ref answers);

            if (onCut is null)
            {
                await client.WriteAsync(buffer.AsMemory(0, read), stopping.Token);
                continue;
            }

            if (!isEnd)
                continue;

            var action = onCut;
            onCut = null;
            await action();
            return;
        }
    }
}
