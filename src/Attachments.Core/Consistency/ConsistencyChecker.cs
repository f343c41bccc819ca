using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Logging;

namespace Attachments.Consistency;

/// <summary>Holds rows and objects against each other. Made by hand where another store than the host's is to be checked.</summary>
/// <param name="rows">The blobs' rows.</param>
/// <param name="store">The store, an <see cref="IBlobInventory"/>.</param>
/// <param name="clock">Paces reads and reports, and says which blobs came after the beginning.</param>
/// <param name="logger">Where the end of a check is told.</param>
public sealed class ConsistencyChecker(IConsistencyRepository rows, IBlobStore store, TimeProvider clock, ILogger<ConsistencyChecker> logger) : IConsistencyChecker
{
    private const int MaxParallelism = 64;

    /// <inheritdoc/>
    public async ValueTask<ConsistencyReport> CheckAsync(ConsistencyCheck check, IConsistencyObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThan(check.Parallelism, 1, nameof(check));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(check.Parallelism, MaxParallelism, nameof(check));
        ArgumentOutOfRangeException.ThrowIfNegative(check.MaxDeletions, nameof(check));
        ArgumentOutOfRangeException.ThrowIfLessThan(check.StagingGrace, TimeSpan.Zero, nameof(check));
        ArgumentOutOfRangeException.ThrowIfLessThan(check.StrayGrace, TimeSpan.Zero, nameof(check));

        if (store is not IBlobInventory inventory)
            throw new InvalidOperationException($"The store {store.GetType().Name} cannot say what it holds: it does not implement {nameof(IBlobInventory)}.");

        var totals = await rows.MeasureAsync(check.StrayGrace, cancellationToken).ConfigureAwait(false);
        using var run = new CheckRun(check, observer, totals, clock);
        await RunAsync(run, inventory, cancellationToken).ConfigureAwait(false);

        var counts = run.Counts;
        logger.ConsistencyChecked(counts.Blobs, counts.Objects, counts.Findings, counts.Repaired);
        return new ConsistencyReport(counts, totals.OverdueStrays);
    }

    private async ValueTask RunAsync(CheckRun run, IBlobInventory inventory, CancellationToken cancellationToken)
    {
        if (run.Stage == ConsistencyStage.Rows)
        {
            await new RowsAgainstObjects(rows, store, inventory, run, clock).RunAsync(cancellationToken).ConfigureAwait(false);
            await run.BeginAsync(ConsistencyStage.Objects, cancellationToken).ConfigureAwait(false);
        }

        if (run.Stage == ConsistencyStage.Objects)
        {
            await new ObjectsAgainstRows(rows, store, inventory, run).RunAsync(cancellationToken).ConfigureAwait(false);
            await run.BeginAsync(ConsistencyStage.Stagings, cancellationToken).ConfigureAwait(false);
        }

        if (run.Stage == ConsistencyStage.Stagings)
        {
            await new AbandonedStagings(store, inventory, run).RunAsync(cancellationToken).ConfigureAwait(false);
            await run.BeginAsync(ConsistencyStage.Done, cancellationToken).ConfigureAwait(false);
        }
    }
}
