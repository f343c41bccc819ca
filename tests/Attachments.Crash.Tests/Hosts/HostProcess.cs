using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Attachments.Crash.Hosts;

/// <summary>A real host in a process of its own. It dies with the test: it watches the other end of its input.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public const int KilledExitCode = 128 + 9;

    private const string Greeting = "Listening on ";
    private const string Report = "# ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentDictionary<string, HostClient> clients = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => this.process = process;

    /// <summary>Speaks for the tenant that most tests are about.</summary>
    public HostClient Client => ClientOf(HostClient.Tenant);

    /// <summary>What it has claimed and scanned so far.</summary>
    public HostScans Scans { get; } = new();

    public bool IsAlive => !process.HasExited;

    /// <summary>What the host has said so far: its warnings and errors.</summary>
    public string Output => string.Join('\n', output);

    public static async Task<HostProcess> StartAsync(IEnumerable<string> arguments, IReadOnlyList<string> wrapper)
    {
        string[] command = [.. wrapper, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "Attachments.CrashHost.dll"), "--urls=http://127.0.0.1:0", .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Several hosts share the machine with the tests: no heap per processor for each.
        start.Environment["DOTNET_gcServer"] = "0";

        var host = new HostProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        await host.StartAsync();
        return host;
    }

    public HostClient ClientOf(string tenant) => clients.GetOrAdd(tenant, name => new HostClient(listening.Task.Result, name));

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is dead already.
        }
    }

    /// <summary>Asks it to stop, as whoever deploys a new version does.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Holds the whole process up, as a machine does that swaps or is paused.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Lets the host, and what runs it, end by itself.</summary>
    public async Task EndAsync()
    {
        process.StandardInput.Close();
        await WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.StandardInput.Close();
        foreach (var client in clients.Values)
            client.Dispose();

        process.Dispose();
    }

    private async Task StartAsync()
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The host ended before it listened:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        await listening.Task.WaitAsync(Patience);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;

        if (line.StartsWith(Greeting, StringComparison.Ordinal))
            listening.TrySetResult(new Uri(line[Greeting.Length..]));
        else if (line.StartsWith(Report, StringComparison.Ordinal))
            Scans.Read(line[Report.Length..].Split(' '));
        else
            output.Enqueue(line);
    }
}
