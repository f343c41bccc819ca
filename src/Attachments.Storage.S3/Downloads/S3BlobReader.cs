using System.IO.Pipelines;

namespace Attachments.Storage.S3.Downloads;

/// <summary>Copies a range, and asks for the rest of it where the connection is lost on the way.</summary>
internal sealed class S3BlobReader(DownloadContext context, string objectKey, long offset, long count, ObjectRange first) : BlobReader
{
    // A connection gives some 16 to 64 KiB at a time; flushing each would wake the client's connection as often.
    private const int BlockSize = 128 * 1024;

    private readonly string etag = first.ETag;
    private ObjectRange range = first;
    private int resumes;
    private long resumedAt = -1;

    public override async ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        for (var copied = 0L; copied < count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (read, failure) = await FillAsync(destination, count - copied, cancellationToken).ConfigureAwait(false);
            copied += read;

            if (read > 0 && !await FlushAsync(destination, cancellationToken).ConfigureAwait(false))
                return;
            if (failure is not null)
                await ResumeAsync(copied, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    public override ValueTask DisposeAsync()
    {
        range.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<bool> FlushAsync(PipeWriter destination, CancellationToken cancellationToken)
    {
        var flushed = await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (flushed.IsCanceled)
            throw new OperationCanceledException("The flush was cancelled.");

        return !flushed.IsCompleted;
    }

    // Reads until the block is full, the range ends or the connection fails. What came before a failure counts.
    private async ValueTask<(int Read, Exception? Failure)> FillAsync(PipeWriter destination, long rest, CancellationToken cancellationToken)
    {
        var block = destination.GetMemory(BlockSize);
        block = block[..(int)Math.Min(Math.Min(block.Length, BlockSize), rest)];
        var filled = 0;
        Exception? failure = null;

        while (filled < block.Length && failure is null)
        {
            var (read, fault) = await ReadAsync(block[filled..], cancellationToken).ConfigureAwait(false);
            filled += read;
            failure = fault;
        }

        destination.Advance(filled);
        return (filled, failure);
    }

    // The time runs only while the service is waited for, never while the client is.
    private async ValueTask<(int Read, Exception? Failure)> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(context.IdleTimeout);

        try
        {
            var read = await range.Body.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            return read > 0 ? (read, null) : (0, new EndOfStreamException("The answer ended early."));
        }
        catch (Exception exception) when (IsLost(exception) && !cancellationToken.IsCancellationRequested)
        {
            return (0, exception);
        }
    }

    private async ValueTask ResumeAsync(long copied, Exception failure, CancellationToken cancellationToken)
    {
        range.Dispose();
        if (copied == resumedAt || ++resumes > context.MaxResumes)
            throw Lost(failure);

        resumedAt = copied;
        var next = await ObjectRange.OpenAsync(context.Connection, objectKey, offset + copied, count - copied, etag, cancellationToken).ConfigureAwait(false);
        range = next ?? throw new BlobStoreException("The S3 store could not read a blob: it was deleted meanwhile.", failure);
        context.Metrics.DownloadResumed();
        context.Logger.DownloadResumed(failure, copied);
    }

    private static BlobStoreException Lost(Exception failure) =>
        new("The S3 store could not read a blob: the service broke the connection off or was silent for too long.", failure);

    private static bool IsLost(Exception exception) =>
        exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException or Amazon.Runtime.AmazonClientException;
}
