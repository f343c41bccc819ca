using System.Diagnostics;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>What a sample host is started with: a folder that it runs in, and environment variables.</summary>
/// <param name="Directory">The working directory, which holds <c>data/</c> unless the environment says otherwise.</param>
public sealed record SampleHostSettings(string Directory)
{
    /// <summary>Gets the host's environment. Of this process's own it inherits only what .NET needs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets more arguments for the command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Adds an environment variable.</summary>
    public SampleHostSettings With(string name, string value) => this with { Environment = new Dictionary<string, string>(Environment) { [name] = value } };

    internal ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryFiles.SampleHost, "--urls", "http://127.0.0.1:0", .. Arguments])
        {
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var name in start.Environment.Keys.Where(static name => !IsInherited(name)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        return start;
    }

    private static bool IsInherited(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT" or "LD_LIBRARY_PATH";
}
