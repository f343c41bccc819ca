using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage.FileSystem;

internal sealed class FileSystemBlobWriter(
    BlobKey key, StagingFile file, StoreLayout layout, StoreDirectories directories, bool flushToDisk, ILogger logger) : BlobWriter(key)
{
    // Of what is written, so much is left to the flush at the end; before it the disk would be idle, and after it the caller would wait for all of it.
    private const long WritebackStep = 2 * 1024 * 1024;

    private long writtenBack;
    private bool renamed;

    // Synchronous: a write goes into the page cache, and asynchronous file I/O is a hop to the thread pool on Linux (dearer, measured).
    protected override ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        try
        {
            file.Reserve(Length);
            RandomAccess.Write(file.Handle, bytes.Span, Length);
            if (flushToDisk && OperatingSystem.IsLinux())
                StartWriteback(Length + bytes.Length);

            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw FileFault.Wrap("write to a staging", exception);
        }
    }

    // The order is what makes it durable: the bytes, then the name, then the directory that holds the name.
    protected override ValueTask CommitCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        try
        {
            if (file.Preallocated > Length)
                RandomAccess.SetLength(file.Handle, Length);
            if (flushToDisk)
                RandomAccess.FlushToDisk(file.Handle);

            var shard = layout.ShardDirectory(Key);
            directories.EnsureShard(Key, shard);
            Rename(shard);
            renamed = true;
            directories.Flush(shard);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw FileFault.Wrap("publish a blob", exception);
        }
    }

    protected override ValueTask ReleaseAsync(bool committed)
    {
        try
        {
            // Unlinked while still locked, so that no sweep counts it. What was renamed by a commit that failed later is not published either.
            if (!committed)
                File.Delete(renamed ? layout.Blob(Key) : file.Path);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            logger.StagingLeft(exception, Key.Blob);
        }

        try
        {
            file.Dispose();
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            logger.StagingLeft(exception, Key.Blob);
        }

        return ValueTask.CompletedTask;
    }

    [SupportedOSPlatform("linux")]
    private void StartWriteback(long written)
    {
        if (written - writtenBack < WritebackStep)
            return;

        Posix.StartWriteback(file.Handle, writtenBack, written - writtenBack);
        writtenBack = written;
    }

    private void Rename(string shard)
    {
        var error = TryRename();
        if (error is null)
            return;

        if (!File.Exists(file.Path))
            throw new BlobStoreException($"The staging of blob {Key.Blob} was deleted before it was committed.", error);

        // Somebody tidied the empty directory away since it was made.
        directories.Forget(shard);
        directories.EnsureShard(Key, shard);
        if (TryRename() is { } second)
            throw second;
    }

    private IOException? TryRename()
    {
        if (!OperatingSystem.IsWindows())
        {
            var error = Posix.Rename(file.Path, layout.Blob(Key));
            return error switch
            {
                0 => null,
                Posix.NotFound => Posix.Failure("rename a staging", error),
                _ => throw Posix.Failure("rename a staging", error),
            };
        }

        try
        {
            File.Move(file.Path, layout.Blob(Key), overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (IOException)exception;
        }
    }
}
