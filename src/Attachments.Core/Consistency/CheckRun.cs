using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>What the stages of one check share: what was asked for, what was counted, and who hears of it.</summary>
internal sealed class CheckRun : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly IConsistencyObserver observer;
    private readonly BlobTotals totals;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim observing = new(1, 1);
    private ConsistencyCounts counts;
    private long bytes;
    private string checkpoint;
    private long toldAt;

    public CheckRun(ConsistencyCheck check, IConsistencyObserver observer, BlobTotals totals, TimeProvider clock)
    {
        var start = check.Checkpoint is { } text
            ? Checkpoint.Parse(text)
            : Checkpoint.Of(check.VerifyDigests, ConsistencyStage.Rows, null, new ConsistencyCounts(0, 0, 0, 0, 0, 0));
        if (start.VerifyDigests != check.VerifyDigests)
            throw new ArgumentException("The checkpoint is one of a check that did not read what this one is to read.", nameof(check));

        Check = check;
        this.observer = observer;
        this.totals = totals;
        this.clock = clock;
        Stage = start.Stage;
        After = start.After;
        counts = start.Counts;
        bytes = counts.Bytes;
        checkpoint = start.ToString();
        Rate = new ByteRate(check.BytesPerSecond, clock);
    }

    public ConsistencyCheck Check { get; }

    public ConsistencyStage Stage { get; private set; }

    /// <summary>Gets what the stage has looked at last, in its own words; null at its start.</summary>
    public string? After { get; private set; }

    public ByteRate Rate { get; }

    public ConsistencyCounts Counts => counts with { Bytes = Interlocked.Read(ref bytes) };

    /// <summary>Gets whether as many blobs were looked at as there were at the beginning.</summary>
    public bool HasSeenAsManyAsThereWere => counts.Blobs >= totals.Blobs;

    public bool MayDelete => Check.Repair && counts.Repaired < Check.MaxDeletions;

    public void Dispose() => observing.Dispose();

    /// <summary>Counts bytes that were read, and lets no more pass than may. Any number of tasks may do so at once.</summary>
    public async ValueTask PassAsync(int read, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref bytes, read);
        await TickAsync(cancellationToken).ConfigureAwait(false);
        await Rate.PayAsync(read, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
    {
        counts = counts with { Findings = counts.Findings + 1, Repaired = counts.Repaired + (finding.IsRepaired ? 1 : 0) };
        await observing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await observer.FoundAsync(finding, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            observing.Release();
        }
    }

    /// <summary>Notes that everything up to <paramref name="after"/> was looked at, by as many as are given.</summary>
    public ValueTask ReachAsync(string after, int blobs = 0, int objects = 0, int stagings = 0, CancellationToken cancellationToken = default)
    {
        counts = Counts with { Blobs = counts.Blobs + blobs, Objects = counts.Objects + objects, Stagings = counts.Stagings + stagings };
        return CheckpointAsync(after, cancellationToken);
    }

    public ValueTask BeginAsync(ConsistencyStage stage, CancellationToken cancellationToken)
    {
        Stage = stage;
        return CheckpointAsync(null, cancellationToken);
    }

    private ValueTask CheckpointAsync(string? after, CancellationToken cancellationToken)
    {
        After = after;
        checkpoint = Checkpoint.Of(Check.VerifyDigests, Stage, after, Counts).ToString();
        return TellAsync(cancellationToken);
    }

    private async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        await observing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref toldAt, clock.GetTimestamp());
            await observer.ProgressedAsync(new ConsistencyProgress(Stage, Counts, totals, checkpoint), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            observing.Release();
        }
    }

    // Reading may take minutes between two checkpoints. One of the readers tells; the others read on.
    private async ValueTask TickAsync(CancellationToken cancellationToken)
    {
        var last = Volatile.Read(ref toldAt);
        if (clock.GetElapsedTime(last) >= TickInterval && Interlocked.CompareExchange(ref toldAt, clock.GetTimestamp(), last) == last)
            await TellAsync(cancellationToken).ConfigureAwait(false);
    }
}
