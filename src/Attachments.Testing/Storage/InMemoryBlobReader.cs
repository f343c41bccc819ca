using System.IO.Pipelines;
using Attachments.Storage;

namespace Attachments.Testing.Storage;

internal sealed class InMemoryBlobReader(byte[] bytes, long offset, long count) : BlobReader
{
    private const int BlockSize = 64 * 1024;

    public override async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (offset > bytes.Length - count)
            throw new BlobStoreException($"The blob holds {bytes.Length} bytes, and {count} from {offset} on were asked for.");

        for (var rest = bytes.AsMemory((int)offset, (int)count); !rest.IsEmpty; rest = rest[Math.Min(BlockSize, rest.Length)..])
        {
            var flushed = await destination.WriteAsync(rest[..Math.Min(BlockSize, rest.Length)], cancellationToken).ConfigureAwait(false);
            if (flushed.IsCanceled)
                throw new OperationCanceledException("The flush was cancelled.");

            if (flushed.IsCompleted)
                return;
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
