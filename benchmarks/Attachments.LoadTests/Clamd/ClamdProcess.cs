using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Attachments.LoadTests.Clamd;

/// <summary>A clamd of the benchmark's own, with one signature, on TCP and a unix socket; and the client that comes with it.</summary>
internal sealed class ClamdProcess : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("clamd-load-").FullName;
    private readonly int port = FreePort();
    private readonly Process process;

    public ClamdProcess()
    {
        Directory.CreateDirectory(PathOf("db"));
        File.WriteAllText(PathOf("db/local.hdb"), "44d88612fea8a8f36de82e1278abb02f:68:Local.Eicar\n");

        string[] tcp = ["TCPAddr 127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"TCPSocket {port}"), "StreamMaxLength 110M"];
        string[] unix = [$"LocalSocket {PathOf("clamd.sock")}", "StreamMaxLength 110M"];
        string[] daemon = [$"DatabaseDirectory {PathOf("db")}", "MaxFileSize 400M", "MaxScanSize 400M", "AlertExceedsMax yes", "AlertEncrypted yes"];
        File.WriteAllLines(PathOf("clamd.conf"), [.. tcp, .. unix[..1], .. daemon]);

        // clamdscan takes the unix socket where its configuration has both.
        File.WriteAllLines(PathOf("tcp.conf"), tcp);
        File.WriteAllLines(PathOf("unix.conf"), unix);
        process = Process.Start(new ProcessStartInfo("clamd", ["--foreground", "-c", PathOf("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public string TcpEndpoint => string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{port}");

    public string UnixEndpoint => "unix://" + PathOf("clamd.sock");

    public string PathOf(string name) => Path.Combine(directory, name);

    public async Task WaitUntilReadyAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!File.Exists(PathOf("clamd.sock")) || !await AcceptsAsync())
            await Task.Delay(20, deadline.Token);
    }

    /// <summary>Scans a file by <c>clamdscan</c>.</summary>
    /// <param name="transport"><c>tcp</c> or <c>unix</c>.</param>
    /// <param name="how"><c>--stream</c> or <c>--fdpass</c>.</param>
    /// <param name="file">The file.</param>
    public async Task ScanAsync(string transport, string how, string file)
    {
        using var client = Process.Start(new ProcessStartInfo("clamdscan", ["-c", PathOf(transport + ".conf"), how, "--no-summary", file]) { RedirectStandardOutput = true })!;
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        if (client.ExitCode != 0)
            throw new InvalidOperationException($"clamdscan answered {client.ExitCode}: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
