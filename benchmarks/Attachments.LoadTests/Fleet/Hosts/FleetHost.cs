using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.LoadTests.Fleet.Hosts;

/// <summary>One sample host as a process of its own, at one address for the whole run.</summary>
internal sealed class FleetHost : IAsyncDisposable
{
    // Readiness waits for a whole probe of clamd, each step of which may take the scanner's time-out on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string directory;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly Lock logGate = new();
    private Process? process;

    public FleetHost(string name, int port, string directory, IReadOnlyDictionary<string, string> environment)
    {
        Name = name;
        this.directory = Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
        this.environment = environment;
        Http = new HttpClient(new SocketsHttpHandler
        {
            // A connection of its own for each request: the client must not send a request again by itself that a killed host may have carried out.
            PooledConnectionLifetime = TimeSpan.Zero,
            UseCookies = false,
        })
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string Name { get; }

    public HttpClient Http { get; }

    public string LogFile => Path.Combine(directory, "host.log");

    /// <summary>Starts it, and returns when it is ready to serve.</summary>
    public async Task StartAsync()
    {
        var assembly = typeof(FleetHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SampleHost").Value!;
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(assembly), "--urls", Http.BaseAddress!.ToString()])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        await WaitUntilReadyAsync();
    }

    /// <summary>Waits until the host says that it can work.</summary>
    /// <exception cref="OperationCanceledException">It did not within five minutes.</exception>
    public async Task WaitUntilReadyAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync(deadline.Token))
        {
            if (process!.HasExited)
                throw new InvalidOperationException($"{Name} ended with {process.ExitCode} before it was ready; see {LogFile}");

            await Task.Delay(50, deadline.Token);
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill() => process?.Kill();

    /// <summary>kill -9, and waits until it is dead.</summary>
    public async Task KillAsync()
    {
        Kill();
        await process!.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as whoever deploys a new version does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        Signals.Send("TERM", process!.Id);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (process is null)
            return;

        await KillAsync();
        process.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Log(string? line)
    {
        if (line is null)
            return;

        lock (logGate)
            File.AppendAllText(LogFile, $"{DateTime.UtcNow:HH:mm:ss.fff} {line}\n");
    }
}
