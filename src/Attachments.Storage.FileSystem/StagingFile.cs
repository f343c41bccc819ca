using Microsoft.Win32.SafeHandles;

namespace Attachments.Storage.FileSystem;

// The open file of a live staging. As long as it is open it is locked, which is how a sweep tells a slow writer from a dead one.
internal sealed class StagingFile : IDisposable
{
    // Preallocation made raw writes a third faster. The hint comes from a client, so it reserves no more than a large attachment takes.
    private const long MaxPreallocation = 64L * 1024 * 1024;

    // No more is reserved than so many times what has come: connections that only say a length must not fill the disk.
    private const int Ahead = 16;

    // A short file is written at once: to reserve its blocks first is a tenth of what it costs.
    private const long MinPreallocation = 1024 * 1024;

    private readonly FileStream stream;
    private long expected;

    private StagingFile(string path, FileStream stream, long expected)
    {
        Path = path;
        this.expected = expected;
        this.stream = stream;
        Handle = stream.SafeFileHandle;
    }

    public string Path { get; }

    /// <summary>Gets how many bytes were reserved.</summary>
    public long Preallocated { get; private set; }

    public SafeFileHandle Handle { get; }

    public static StagingFile Create(string path, long? expectedLength)
    {
        // Readable, because a shared lock needs that on NFS; deletable by others, because DeleteAsync kills a staging under its writer.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var expected = expectedLength >= MinPreallocation ? Math.Min(expectedLength.Value, MaxPreallocation) : 0;
        var file = new StagingFile(path, new FileStream(path, options), expected);
        if (OperatingSystem.IsWindows() || Posix.TryLockShared(file.Handle))
            return file;

        file.Dispose();
        throw new BlobStoreException("A sweep took a staging that was only just begun.");
    }

    /// <summary>Reserves room ahead of what has been written.</summary>
    public void Reserve(long written)
    {
        if (written < Preallocated || Preallocated >= expected || written == 0 || !OperatingSystem.IsLinux())
            return;

        var wanted = Math.Min(expected, written * Ahead);
        if (Posix.TryReserve(Handle, Preallocated, wanted - Preallocated))
            Preallocated = wanted;
        else
            GiveUpReserving(written);
    }

    public void Dispose() => stream.Dispose();

    // No room for the hint is not yet no room for the bytes: the hint may be wrong. Some file systems keep what they found before there was no more.
    private void GiveUpReserving(long written)
    {
        expected = 0;
        RandomAccess.SetLength(Handle, written);
    }
}
