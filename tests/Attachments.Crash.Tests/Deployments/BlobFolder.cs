namespace Attachments.Crash.Deployments;

/// <summary>The folder of the file system store, looked at from outside the library.</summary>
internal sealed class BlobFolder(string root)
{
    public string Root => root;

    private string Blobs => Path.Combine(root, "blobs");

    /// <summary>Finds the visible bytes. Fails on a name that is no blob's.</summary>
    public IReadOnlyDictionary<Guid, string> ReadBlobs() =>
        Files(Blobs).ToDictionary(path => Guid.ParseExact(Path.GetFileName(path), "D"));

    /// <summary>Finds files outside the blobs' folder: stagings and other temporary ones.</summary>
    public IReadOnlyList<string> ReadTemporary() =>
        [.. Files(root).Where(path => !path.StartsWith(Blobs + Path.DirectorySeparatorChar, StringComparison.Ordinal))];

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }) : [];
}
