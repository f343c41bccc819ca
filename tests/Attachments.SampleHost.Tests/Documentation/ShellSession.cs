using System.Diagnostics;
using System.Text.Json;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Documentation;

/// <summary>Runs the README's commands in a folder, as they stand but for the base address and the ids.</summary>
internal sealed class ShellSession(Uri baseAddress) : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly Dictionary<string, string> replacements = new() { ["http://localhost:5000"] = baseAddress.ToString().TrimEnd('/') };

    public string PathOf(string file) => Path.Combine(directory.Path, file);

    public void Replace(string placeholder, string value) => replacements[placeholder] = value;

    public async Task<JsonElement> RunForJsonAsync(string command) => JsonSerializer.Deserialize<JsonElement>(await RunAsync(command));

    public async Task<byte[]> RunAsync(string command)
    {
        foreach (var (placeholder, value) in replacements)
            command = command.Replace(placeholder, value, StringComparison.Ordinal);

        // Makes curl quiet, and end with an error where the answer is one.
        await File.WriteAllTextAsync(PathOf(".curlrc"), "silent\nshow-error\nfail-with-body\n");
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CURL_HOME"] = directory.Path },
        };

        using var shell = Process.Start(start)!;
        using var output = new MemoryStream();
        var errors = shell.StandardError.ReadToEndAsync();
        await shell.StandardOutput.BaseStream.CopyToAsync(output);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(shell.ExitCode == 0, $"{command}\nended with {shell.ExitCode}: {await errors}");
        return output.ToArray();
    }

    public void Dispose() => directory.Dispose();
}
