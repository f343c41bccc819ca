using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Assert = Xunit.Assert;

namespace Attachments.Scanning.ClamAV.Daemons;

/// <summary>A clamd of its own for one test, on TCP and a unix socket, with whatever settings the test needs.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    private const string Program = "/usr/sbin/clamd";

    // The sockets that it listens on.
    private const int Listening = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string directory = Directory.CreateTempSubdirectory("clamd-").FullName;
    private readonly int port;
    private Process? process;

    private Clamd(int port) => this.port = port;

    public string TcpEndpoint => string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{port}");

    public string UnixEndpoint => $"unix://{directory}/clamd.sock";

    /// <summary>Gets how many connections it has open on either socket, as its descriptors show.</summary>
    public int OpenConnections => Sockets - Listening;

    private int Sockets => Directory.EnumerateFileSystemEntries($"/proc/{process!.Id}/fd").Count(IsSocket);

    public static async Task<Clamd> StartAsync(params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(File.Exists(Program), "clamd is not installed.");

        var clamd = new Clamd(Ports.Free());
        clamd.WriteSignatures("44d88612fea8a8f36de82e1278abb02f:68:Local.Eicar", "aa15bcf478d165efd2065190eb473bcb:544:ClamAV-Test-File");
        await clamd.StartAgainAsync(settings);
        return clamd;
    }

    /// <summary>Starts it after it was killed, with the same signatures and other settings.</summary>
    public async Task StartAgainAsync(params (string Name, string Value)[] settings)
    {
        await StartBusyAsync(settings);
        await UntilAsync(() => Task.FromResult(Sockets == Listening), "close its first connections");
    }

    /// <summary>Starts it after it was killed, while others may connect to it at once.</summary>
    public async Task StartBusyAsync(params (string Name, string Value)[] settings)
    {
        WriteSettings(settings);
        File.Delete(Path.Combine(directory, "clamd.sock"));
        process = Process.Start(new ProcessStartInfo(Program, ["--foreground", "-c", Path.Combine(directory, "clamd.conf")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        await UntilAsync(() => AnswersAsync(IPEndPoint.Parse($"127.0.0.1:{port}")), "answer over TCP");
        await UntilAsync(() => AnswersAsync(new UnixDomainSocketEndPoint(directory + "/clamd.sock")), "answer on its socket");
    }

    /// <summary>Replaces its signatures: each the MD5, length and name of a file of its own, which is how the public ones know the test file.</summary>
    public void WriteSignatures(params string[] signatures)
    {
        Directory.CreateDirectory(Path.Combine(directory, "db"));
        Directory.CreateDirectory(Path.Combine(directory, "tmp"));
        File.WriteAllLines(Path.Combine(directory, "db", "local.hdb"), signatures);
    }

    public void Stop() => Signal("STOP");

    public void Continue() => Signal("CONT");

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process!.HasExited)
            await KillAsync();

        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed while it was listed.
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(EndPoint endpoint)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(endpoint);
            await socket.SendAsync("zPING\0"u8.ToArray());
            var reply = new byte[5];
            return await socket.ReceiveAsync(reply) == 5 && reply.AsSpan().SequenceEqual("PONG\0"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Log() => File.Exists(directory + "/log") ? File.ReadAllText(directory + "/log") : "";

    private async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var waiting = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.False(process!.HasExited, $"clamd ended at once: {Log()}");
            Assert.True(waiting.Elapsed < Patience, $"clamd did not {what}: {Log()}");
            await Task.Delay(10);
        }
    }

    private void WriteSettings((string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["DatabaseDirectory"] = Path.Combine(directory, "db"),
            ["TemporaryDirectory"] = Path.Combine(directory, "tmp"),
            ["LogFile"] = Path.Combine(directory, "log"),
            ["LocalSocket"] = Path.Combine(directory, "clamd.sock"),
            ["TCPSocket"] = port.ToString(CultureInfo.InvariantCulture),
            ["TCPAddr"] = "127.0.0.1",
            ["StreamMaxLength"] = "1M",
            ["MaxFileSize"] = "40M",
            ["MaxScanSize"] = "40M",
            ["AlertExceedsMax"] = "yes",
            ["AlertEncrypted"] = "yes",
        };
        foreach (var (name, value) in settings)
            all[name] = value;

        File.WriteAllLines(Path.Combine(directory, "clamd.conf"), all.Select(setting => $"{setting.Key} {setting.Value}"));
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
