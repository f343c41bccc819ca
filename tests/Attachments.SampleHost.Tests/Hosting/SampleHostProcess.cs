using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>The sample host as a process of its own, with its own folder, on a port that the system chose.</summary>
public sealed partial class SampleHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly SampleHostSettings settings;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private SampleHostProcess(SampleHostSettings settings)
    {
        this.settings = settings;
        process = new Process { StartInfo = settings.ToStartInfo(), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data, output);
        process.ErrorDataReceived += (_, line) => Read(line.Data, errors);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The host exited before it listened."));
    }

    /// <summary>Gets where the host listens.</summary>
    public Uri BaseAddress => address.Task.Result;

    /// <summary>Gets the id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Gets a client without any identity.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Gets everything that the host has written, errors last.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString() + errors;
        }
    }

    /// <summary>Starts a host and waits until it listens.</summary>
    public static async Task<SampleHostProcess> StartAsync(SampleHostSettings settings, CancellationToken cancellationToken)
    {
        var host = new SampleHostProcess(settings);
        try
        {
            host.Start();
            var listening = await host.address.Task.WaitAsync(StartTimeout, cancellationToken);
            host.Client = new HttpClient { BaseAddress = listening };
            return host;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The host did not start:\n{host.Output}", exception);
        }
    }

    /// <summary>Runs a host that is expected to stop by itself.</summary>
    public static async Task<SampleHostExit> RunToExitAsync(SampleHostSettings settings, CancellationToken cancellationToken)
    {
        await using var host = new SampleHostProcess(settings);
        host.Start();
        // Nobody waits for the address.
        _ = host.address.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        await host.process.WaitForExitAsync(deadline.Token);

        return new SampleHostExit(host.process.ExitCode, host.output.ToString(), host.errors.ToString());
    }

    /// <summary>Makes a client that names its caller in the gateway's headers. The caller disposes it.</summary>
    public HttpClient ClientFor(string tenant, string user, string? role = null)
    {
        var client = new HttpClient { BaseAddress = BaseAddress };
        client.DefaultRequestHeaders.Add("X-Tenant-ID", tenant);
        client.DefaultRequestHeaders.Add("X-User-ID", user);
        if (role is not null)
            client.DefaultRequestHeaders.Add("X-User-Role", role);

        return client;
    }

    /// <summary>Makes a client that carries a bearer token. The caller disposes it.</summary>
    public HttpClient ClientWith(string token)
    {
        var client = new HttpClient { BaseAddress = BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return client;
    }

    /// <summary>Starts another host with the same settings, and so on the same data.</summary>
    public Task<SampleHostProcess> StartAnotherAsync(CancellationToken cancellationToken) => StartAsync(settings, cancellationToken);

    /// <summary>Asks the host to stop, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using (var signal = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]))
            await signal.WaitForExitAsync(cancellationToken);

        await process.WaitForExitAsync(cancellationToken).WaitAsync(StopTimeout, cancellationToken);
    }

    /// <summary>Ends the host as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!process.HasExited)
            await KillAsync(CancellationToken.None);

        process.Dispose();
    }

    private void Start()
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line, StringBuilder lines)
    {
        if (line is null)
            return;

        lock (output)
            lines.AppendLine(line);

        if (NowListening.Match(line) is { Success: true } match)
            address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex NowListening { get; }
}
