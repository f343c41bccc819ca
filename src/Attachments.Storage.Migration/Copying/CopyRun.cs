using Attachments.Persistence;

namespace Attachments.Storage.Migration.Copying;

/// <summary>What one copying counts, and who hears of it.</summary>
internal sealed class CopyRun(StoreCopy copy, CopyCheckpoint start, IStoreCopyObserver observer, BlobTotals totals, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim observing = new(1, 1);
    private readonly ByteRate rate = new(copy.BytesPerSecond, clock);
    private CopyCheckpoint checkpoint = start;
    private string checkpointText = start.ToString();
    private StoreCopyCounts counts = start.Counts;
    private long passed;
    private long toldAt;

    public StoreCopy Copy => copy;

    public StoreCopyCounts Counts => counts;

    public BlobId? After => checkpoint.After is { } id ? new BlobId(id) : null;

    public void Dispose() => observing.Dispose();

    /// <summary>Counts bytes that have passed, and lets no more pass than may. Any number of tasks may do so at once.</summary>
    public async ValueTask PassAsync(int bytes, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref passed, bytes);
        await TickAsync(cancellationToken).ConfigureAwait(false);
        await rate.PayAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask BeginPageAsync(BlobId? after, IEnumerable<BlobKey> pending, CancellationToken cancellationToken)
    {
        checkpoint = CopyCheckpoint.At(after, pending, counts);
        checkpointText = checkpoint.ToString();
        return TellAsync(cancellationToken);
    }

    public async ValueTask CountAsync(BlobRecord blob, CopyOutcome outcome, CancellationToken cancellationToken)
    {
        counts = counts with { Blobs = counts.Blobs + 1 };
        counts = outcome.Result switch
        {
            CopyResult.Copied => counts with { Copied = counts.Copied + 1, Bytes = counts.Bytes + blob.Length },
            CopyResult.Present => counts with { Present = counts.Present + 1 },
            CopyResult.Gone => counts with { Gone = counts.Gone + 1 },
            _ => counts with { Failed = counts.Failed + 1 },
        };
        if (outcome.Result != CopyResult.Failed)
            return;

        await observing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await observer.FailedAsync(new StoreCopyFailure(blob.Key, outcome.Failure), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            observing.Release();
        }
    }

    private async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        await observing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref toldAt, clock.GetTimestamp());
            var progress = new StoreCopyProgress(counts, Interlocked.Read(ref passed), totals, checkpointText);
            await observer.ProgressedAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            observing.Release();
        }
    }

    // Copying may take minutes between two checkpoints. One of the copiers tells; the others go on.
    private async ValueTask TickAsync(CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref toldAt);
        if (clock.GetElapsedTime(last) >= TickInterval && Interlocked.CompareExchange(ref toldAt, clock.GetTimestamp(), last) == last)
            await TellAsync(cancellationToken).ConfigureAwait(false);
    }
}
