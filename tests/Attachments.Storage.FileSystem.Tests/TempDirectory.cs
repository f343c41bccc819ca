namespace Attachments.Storage.FileSystem;

// A directory of its own for one test, removed after it.
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("attachments-fs-").FullName;

    public string Path { get; }

    public string Sub(params string[] segments) => System.IO.Path.Combine([Path, .. segments]);

    public IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
