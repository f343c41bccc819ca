using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Storage.FileSystem;

internal sealed class FileSystemBlobReader(SafeFileHandle file, long offset, long count) : BlobReader
{
    // Synchronous reads of 256 KiB straight into the pipe. Measured on Kestrel, page cache warm, 4 at once, against asynchronous reads of 64 KiB:
    // 25 MiB in 0.82 of the time and of the CPU, 1 MiB in 0.78, 1 KiB the same. A cold read blocks a thread of the pool either way, because
    // asynchronous file I/O on Unix is a synchronous read on another of its threads. Above 256 KiB a slow client would hold too much.
    private const int BlockSize = 256 * 1024;

    public override SafeFileHandle? File => offset == 0 && RandomAccess.GetLength(file) == count ? file : null;

    public override async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        var position = offset;

        for (var rest = count; rest > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = Read(destination, position, rest);
            if (read == 0)
                throw new BlobStoreException($"A blob ended {rest} bytes before the range that was asked for.");

            position += read;
            rest -= read;
            var flushed = await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flushed.IsCanceled)
                throw new OperationCanceledException("The flush was cancelled.");
            if (flushed.IsCompleted)
                return;
        }
    }

    public override ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Read(PipeWriter destination, long position, long rest)
    {
        var length = (int)Math.Min(rest, BlockSize);
        var block = destination.GetSpan(length)[..length];

        try
        {
            var read = RandomAccess.Read(file, block, position);
            destination.Advance(read);
            return read;
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw FileFault.Wrap("read a blob", exception);
        }
    }
}
