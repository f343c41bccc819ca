using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>All packages of the house, packed once from the build that is being tested.</summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-pack-").FullName;

    public string Folder => Path.Combine(directory, "feed");

    /// <summary>Gets a packages folder of this run alone, so that no other run's packages of the same version are taken.</summary>
    public string Cache => Path.Combine(directory, "cache");

    public string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await DotNet.RunAsync(Repository.Root, "pack", "Attachments.sln", "-c", Repository.Configuration, "--no-build", "-o", Folder);

        var core = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Folder, "Attachments.Core.*.nupkg").Single());
        Version = core["Attachments.Core.".Length..];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(directory, recursive: true);
        return default;
    }
}
