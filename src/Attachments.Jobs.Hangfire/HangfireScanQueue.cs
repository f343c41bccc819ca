using System.Threading.Channels;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Jobs.Hangfire;

/// <summary>Takes wake-ups from whoever uploads or scans, and holds them until they are jobs.</summary>
/// <remarks>Hangfire makes jobs by blocking I/O, which nobody here may wait for: <see cref="WakeUpSender"/> does.</remarks>
internal sealed class HangfireScanQueue(JobsMetrics metrics, TimeProvider clock) : IScanQueue
{
    // What comes faster than jobs can be made, for longer than this can hold, is found by the pass.
    internal const int Capacity = 10_000;

    private readonly Channel<WakeUp> held = Channel.CreateBounded<WakeUp>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private long overflown;
    private long postponed;

    /// <summary>Gets how often a scan of this process came to nothing and was put off.</summary>
    public long Postponed => Volatile.Read(ref postponed);

    public void Wake(BlobKey blob, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
            Interlocked.Increment(ref postponed);

        var wakeUp = new WakeUp(blob, delay > TimeSpan.Zero ? clock.GetUtcNow() + delay : null);
        if (held.Writer.TryWrite(wakeUp))
            return;

        Interlocked.Increment(ref overflown);
        metrics.WakeUpsDropped(1);
    }

    public IAsyncEnumerable<WakeUp> TakeAllAsync() => held.Reader.ReadAllAsync(CancellationToken.None);

    /// <summary>Takes no more wake-ups; those that are held can still be taken.</summary>
    public void Complete() => held.Writer.TryComplete();

    /// <summary>Drops what is held, and returns how much that was.</summary>
    public int Clear()
    {
        var cleared = 0;
        while (held.Reader.TryRead(out _))
            cleared++;

        metrics.WakeUpsDropped(cleared);
        return cleared;
    }

    /// <summary>Returns how many wake-ups found no room since this was last asked.</summary>
    public long TakeOverflow() => Interlocked.Exchange(ref overflown, 0);
}
