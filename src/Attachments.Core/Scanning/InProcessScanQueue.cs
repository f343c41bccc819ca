using System.Collections.Concurrent;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Wakes this process's own workers. Holds keys only so that a fresh upload need not wait behind a backlog; the rows know everything that is due.</summary>
internal sealed class InProcessScanQueue(IOptions<ScanningOptions> options, TimeProvider clock) : IScanQueue, IDisposable
{
    // What does not fit is found by the workers' own looking.
    private const int Capacity = 10_000;

    private readonly ConcurrentQueue<BlobKey> fresh = new();
    private readonly SemaphoreSlim signal = new(0);
    private long nextDue = long.MaxValue;

    public void Wake(BlobKey blob, TimeSpan delay)
    {
        // Nobody here would ever take it.
        if (!options.Value.InProcess)
            return;

        if (delay > TimeSpan.Zero)
        {
            RememberDue(clock.GetUtcNow().UtcTicks + delay.Ticks);
            return;
        }

        if (fresh.Count >= Capacity)
            return;

        fresh.Enqueue(blob);
        signal.Release();
    }

    public bool TryTake(out BlobKey blob)
    {
        if (!fresh.TryDequeue(out blob))
            return false;

        // Its signal goes with it: signals left over would wake idle workers for nothing.
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

        await signal.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => signal.Dispose();

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
