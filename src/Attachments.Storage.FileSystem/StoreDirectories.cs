using System.Collections.Concurrent;

namespace Attachments.Storage.FileSystem;

// Creates the store's directories and, with flushToDisk, makes their entries durable before anything is published in them.
internal sealed class StoreDirectories(StoreLayout layout, bool flushToDisk)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A path is some 100 bytes, so this is at most some megabytes; past it we forget all and pay three fsyncs per directory again.
    private const int MaxKnown = 16_384;

    private readonly Lock layoutLock = new();
    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);
    private volatile bool layoutExists;

    // Once per process: a root that vanishes later is a volume that was unmounted, and writing into its empty mount point would hide the bytes.
    public void EnsureLayout()
    {
        if (layoutExists)
            return;

        lock (layoutLock)
        {
            if (layoutExists)
                return;

            CreateWithParents(layout.Root);
            Create(layout.BlobsDirectory);
            Create(layout.StagingDirectory);
            Flush(layout.Root);
            layoutExists = true;
        }
    }

    // Known means durable, not merely there: another thread may have made the directory and not have flushed its parent yet.
    public void EnsureShard(BlobKey key, string shard)
    {
        if (known.ContainsKey(shard))
            return;

        RequireLayout();
        Create(layout.TenantDirectory(key));
        Create(shard);
        Flush(layout.BlobsDirectory);
        Flush(layout.TenantDirectory(key));

        if (known.Count >= MaxKnown)
            known.Clear();
        known[shard] = true;
    }

    public void Forget(string shard) => known.TryRemove(shard, out _);

    public void RequireLayout()
    {
        if (!Directory.Exists(layout.BlobsDirectory))
            throw new BlobStoreException("The file system store has lost its root directory; is its volume mounted?");
    }

    public void Flush(string directory)
    {
        if (flushToDisk && !OperatingSystem.IsWindows())
            Posix.FlushDirectory(directory);
    }

    private static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly);
    }

    private void CreateWithParents(string directory)
    {
        if (Directory.Exists(directory))
            return;

        // Of a drive that is not there (Windows) not even the root exists, and nothing can make it.
        if (Path.GetDirectoryName(directory) is not { } parent)
            throw new DirectoryNotFoundException($"'{directory}' is not there.");

        CreateWithParents(parent);
        Create(directory);
        Flush(parent);
    }
}
