using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Storage.FileSystem;

internal sealed class FileSystemBlobReader(SafeFileHandle file, long offset, long count) : BlobReader
{
    private const int BlockSize = 64 * 1024;

    public override async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        var position = offset;

        for (var rest = count; rest > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await ReadAsync(destination, position, rest, cancellationToken).ConfigureAwait(false);
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

    private async ValueTask<int> ReadAsync(PipeWriter destination, long position, long rest, CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(rest, BlockSize);
        var block = destination.GetMemory(length)[..length];

        try
        {
            var read = await RandomAccess.ReadAsync(file, block, position, cancellationToken).ConfigureAwait(false);
            destination.Advance(read);
            return read;
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw FileFault.Wrap("read a blob", exception);
        }
    }
}
