using Microsoft.Win32.SafeHandles;

namespace Attachments.Storage.FileSystem;

// The open file of a live staging. As long as it is open it is locked, which is how a sweep tells a slow writer from a dead one.
internal sealed class StagingFile : IDisposable
{
    // Preallocation made raw writes a third faster. The hint comes from a client, so it reserves no more than a large attachment takes.
    private const long MaxPreallocation = 64L * 1024 * 1024;

    // A short file is written at once: to reserve its blocks first is a tenth of what it costs.
    private const long MinPreallocation = 1024 * 1024;

    private readonly FileStream stream;

    private StagingFile(string path, FileStream stream, long preallocated)
    {
        Path = path;
        Preallocated = preallocated;
        this.stream = stream;
        Handle = stream.SafeFileHandle;
    }

    public string Path { get; }

    public long Preallocated { get; }

    public SafeFileHandle Handle { get; }

    public static StagingFile Create(string path, long? expectedLength)
    {
        var preallocation = expectedLength >= MinPreallocation ? Math.Min(expectedLength.Value, MaxPreallocation) : 0;

        try
        {
            return Open(path, preallocation);
        }
        catch (IOException) when (preallocation > 0 && !File.Exists(path))
        {
            // No room for the hint is not yet no room for the bytes: the hint may be wrong.
            return Open(path, 0);
        }
    }

    public void Dispose() => stream.Dispose();

    private static StagingFile Open(string path, long preallocation)
    {
        // Readable, because a shared lock needs that on NFS; deletable by others, because DeleteAsync kills a staging under its writer.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
            PreallocationSize = preallocation,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var file = new StagingFile(path, new FileStream(path, options), preallocation);
        if (OperatingSystem.IsWindows() || Posix.TryLockShared(file.Handle))
            return file;

        file.Dispose();
        throw new BlobStoreException("A sweep took a staging that was only just begun.");
    }
}
