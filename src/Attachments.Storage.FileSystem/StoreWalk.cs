namespace Attachments.Storage.FileSystem;

// Lists what lies below the root, for those who check or move a store. Names are paths below the root with '/', in ordinal order of their segments.
internal sealed class StoreWalk(StoreLayout layout, StoreDirectories directories)
{
    public IEnumerable<StoredObject> Objects(string? after)
    {
        foreach (var stored in Walk(layout.Root, "", after?.Split('/') ?? []))
            yield return stored;

        // A volume that went away in the middle of the walk has only empty directories left.
        directories.RequireLayout();
    }

    public static IEnumerable<StoredStaging> Stagings(StoreLayout layout, DateTime now)
    {
        foreach (var file in new DirectoryInfo(layout.StagingDirectory).EnumerateFiles())
        {
            // A probe lives for milliseconds, one of a killed process until the next sweep.
            if (StoreLayout.IsProbeName(file.Name) || !file.Exists)
                continue;

            yield return new StoredStaging(file.Name, StoreLayout.KeyOfStaging(file.Name), now - file.LastWriteTimeUtc);
        }
    }

    // One directory's names at a time are in memory: the store's own have at most 256 directories, or a 256th of a tenant's blobs.
    private IEnumerable<StoredObject> Walk(string directory, string prefix, ArraySegment<string> after)
    {
        foreach (var entry in Entries(directory))
        {
            var order = after.Count == 0 ? 1 : string.CompareOrdinal(entry.Name, after[0]);
            if (order < 0 || IsNotListed(entry))
                continue;

            // A link is not followed: it is no blob, wherever it leads.
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                foreach (var stored in Walk(entry.FullName, $"{prefix}{entry.Name}/", order == 0 ? after[1..] : []))
                    yield return stored;
            }
            else if (order > 0 && Describe(entry, prefix) is { } stored)
            {
                yield return stored;
            }
        }
    }

    private static FileSystemInfo[] Entries(string directory)
    {
        try
        {
            var entries = new DirectoryInfo(directory).GetFileSystemInfos();
            Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidied the empty directory away.
            return [];
        }
    }

    // The last is the file system's own where the root is a volume's, and root's alone to read.
    private bool IsNotListed(FileSystemInfo entry) =>
        string.Equals(entry.FullName, layout.StagingDirectory, StringComparison.Ordinal)
        || string.Equals(entry.FullName, layout.ProbePath, StringComparison.Ordinal)
        || string.Equals(entry.FullName, Path.Combine(layout.Root, "lost+found"), StringComparison.Ordinal);

    private StoredObject? Describe(FileSystemInfo entry, string prefix)
    {
        if (entry is not FileInfo file || file.LinkTarget is not null)
            return new StoredObject(prefix + entry.Name, null, 0);

        // Deleted since the directory was read: the length was not.
        file.Refresh();
        return file.Exists ? new StoredObject(prefix + file.Name, layout.KeyOf(file.FullName), file.Length) : null;
    }
}
