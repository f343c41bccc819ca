using System.Globalization;
using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>All packages of the house, packed once for the tests of this project, under a version that no cache knows.</summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly string artifacts = Directory.CreateTempSubdirectory("attachments-pack-").FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");

    public string Folder => Path.Combine(artifacts, "packages");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);

        // Own artifacts: the build that is being tested beside this must not be touched.
        foreach (var project in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
        {
            await DotNet.RunAsync(Repository.Root, "pack", project, "-c", "Release", $"-p:Version={Version}", "--artifacts-path", Path.Combine(artifacts, "build"), "-o", Folder);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(artifacts, recursive: true);

        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var cached in Directory.EnumerateDirectories(cache, "attachments.*").Select(package => Path.Combine(package, Version)).Where(Directory.Exists))
            Directory.Delete(cached, recursive: true);

        return default;
    }
}
