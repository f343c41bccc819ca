using System.Collections.Concurrent;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Wakes this process's own workers. Holds keys only so that a fresh upload need not wait behind a backlog; the rows know everything that is due.</summary>
internal sealed class InProcessScanQueue(IOptions<ScanningOptions> options, TimeProvider clock) : IScanQueue, IDisposable
{
    // What does not fit is found by the workers' own looking.
    private const int Capacity = 10_000;

    // The first tries of a fresh upload. What is put off for longer belongs to the backlog, which has its order from the rows.
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<BlobKey> fresh = new();
    private readonly PriorityQueue<BlobKey, long> retries = new();
    private readonly SemaphoreSlim signal = new(0);
    private long nextDue = long.MaxValue;

    // How many signals were taken by those who waited, whose blobs nobody has taken yet.
    private int heard;
    private bool isBacklogsTurn;

    public void Wake(BlobKey blob, TimeSpan delay)
    {
        // Nobody here would ever take it.
        if (!options.Value.InProcess)
            return;

        if (delay > TimeSpan.Zero)
        {
            var due = clock.GetUtcNow().UtcTicks + delay.Ticks;
            if (delay <= LongestRetry)
                KeepRetry(blob, due);

            RememberDue(due);
            return;
        }

        if (fresh.Count >= Capacity)
            return;

        fresh.Enqueue(blob);
        signal.Release();
    }

    /// <summary>Takes a blob that was announced; else, in turn with the backlog, one that was put off and is due.</summary>
    public bool TryTake(out BlobKey blob)
    {
        if (!fresh.TryDequeue(out blob))
        {
            // Whoever was woken for one that somebody else has taken.
            TryForgetHeard();
            return TryTakeRetry(out blob);
        }

        // Its signal goes with it, unless somebody was woken by that: one left over would wake an idle worker for nothing, one too few would let the next blob wait.
        if (!TryForgetHeard())
            signal.Wait(0);
        return true;
    }

    /// <summary>Waits until a blob was announced, or one that was put off is due; at most for <paramref name="atMost"/>.</summary>
    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var due = Volatile.Read(ref nextDue);
        var wait = new TimeSpan(Math.Clamp(due - now, 0, atMost.Ticks));

        // Whoever waits for the due one takes it off; the others, and what came later, are found by looking.
        if (due <= now + atMost.Ticks)
            Interlocked.CompareExchange(ref nextDue, long.MaxValue, due);

        if (await signal.WaitAsync(wait, cancellationToken).ConfigureAwait(false))
            Interlocked.Increment(ref heard);
    }

    public void Dispose() => signal.Dispose();

    private bool TryForgetHeard()
    {
        var seen = Volatile.Read(ref heard);
        while (seen > 0)
        {
            var now = Interlocked.CompareExchange(ref heard, seen - 1, seen);
            if (now == seen)
                return true;

            seen = now;
        }

        return false;
    }

    private void KeepRetry(BlobKey blob, long due)
    {
        lock (retries)
        {
            if (retries.Count < Capacity)
                retries.Enqueue(blob, due);
        }
    }

    // Never two without a look at the backlog between them: neither may keep the other waiting for ever.
    private bool TryTakeRetry(out BlobKey blob)
    {
        lock (retries)
        {
            var now = clock.GetUtcNow().UtcTicks;
            if (isBacklogsTurn || !retries.TryPeek(out blob, out var due) || due > now)
            {
                isBacklogsTurn = false;
                blob = default;
                return false;
            }

            retries.Dequeue();
            if (retries.TryPeek(out _, out var next))
                RememberDue(next);

            return isBacklogsTurn = true;
        }
    }

    private void RememberDue(long due)
    {
        var known = Volatile.Read(ref nextDue);
        while (due < known)
        {
            var seen = Interlocked.CompareExchange(ref nextDue, due, known);
            if (seen == known)
                return;

            known = seen;
        }
    }
}
