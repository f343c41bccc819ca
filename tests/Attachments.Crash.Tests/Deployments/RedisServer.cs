using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Attachments.Crash.Deployments;

/// <summary>A Redis of one test, in memory alone: killed, it comes back empty.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    // Where it is set, the program is there too.
    private const string Variable = "ATTACHMENTS_TEST_REDIS";

    // Below those that the system gives to outgoing connections, and away from those of the shared services.
    private const int FirstPort = 19_000;
    private const int PortCount = 2_000;

    private static int next = Environment.ProcessId * 31;

    private Process? process;

    public int Port { get; } = FreePort();

    public static void SkipWhereThereIsNone()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
            Assert.Skip($"{Variable} is not set");
    }

    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo("redis-server", [
            "--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), "--logfile", "/dev/null"])
        {
            UseShellExecute = false,
        })!;
        await Poll.UntilAsync(AnswersAsync, "redis-server does not answer");
    }

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref next) % PortCount);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
