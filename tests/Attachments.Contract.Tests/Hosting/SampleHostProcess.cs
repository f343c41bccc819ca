using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Attachments.Contract.Hosting;

/// <summary>One process of the sample host, on a port of its own choice.</summary>
public sealed partial class SampleHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleHostProcess(IReadOnlyDictionary<string, string?> settings)
    {
        process = new Process { StartInfo = StartInfo(settings), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The sample host ended before it listened:\n{Output}"));
    }

    /// <summary>Gets where the host listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Gets what the host has written to its console so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts a host and waits until it listens.</summary>
    /// <param name="settings">Environment variables, in .NET's own form (<c>A__B</c>) or plain.</param>
    public static async Task<SampleHostProcess> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var host = new SampleHostProcess(settings);
        host.Launch();
        try
        {
            host.Address = await host.listening.Task.WaitAsync(StartDeadline);
            return host;
        }
        catch (Exception)
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host that is expected to refuse its settings.</summary>
    /// <returns>The exit code, and all that it wrote. A host that listens instead is stopped, and its code is null.</returns>
    public static async Task<(int? ExitCode, string Output)> StartToFailAsync(IReadOnlyDictionary<string, string?> settings)
    {
        await using var host = new SampleHostProcess(settings);
        host.Launch();
        try
        {
            await host.listening.Task.WaitAsync(StartDeadline);
            return (null, host.Output);
        }
        catch (InvalidOperationException)
        {
            // Once more: the first wait can return before the last lines were read.
            await host.process.WaitForExitAsync();
            return (host.process.ExitCode, host.Output);
        }
    }

    /// <summary>Ends the process at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(IReadOnlyDictionary<string, string?> settings)
    {
        var program = typeof(SampleHostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "SampleHostAssembly").Value!;
        var info = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Otherwise a host on four cores keeps as many heaps; dozens of hosts run here side by side.
        info.Environment["DOTNET_gcServer"] = "0";
        info.Environment["DOTNET_TieredPGO"] = "0";
        info.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings)
            info.Environment[name] = value;

        return info;
    }

    private void Launch()
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;

        lock (output)
            output.AppendLine(line);
        if (Listening.Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"listening on:? (http://127\.0\.0\.1:\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Listening { get; }
}
