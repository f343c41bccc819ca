namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>A new folder, gone when disposed.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Gets the folder's full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sample-host-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
