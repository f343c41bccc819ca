using Attachments.Consistency;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage.Migration.Copying;
using Attachments.Storage.Migration.Hosting;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage.Migration;

internal sealed class StoreMigrator(
    StoreSides sides, IConsistencyRepository rows, TimeProvider clock, ILogger<StoreMigrator> logger, ILogger<ConsistencyChecker> checkLogger) : IStoreMigrator
{
    // What a checkpoint names as pending stays small, and what is done again after an interruption little.
    private const int PageSize = 128;

    private const int MaxParallelism = 64;

    private static readonly TimeSpan StrayGrace = TimeSpan.FromDays(1);

    public async ValueTask<StoreCopyReport> CopyAsync(StoreCopy copy, IStoreCopyObserver observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThan(copy.Parallelism, 1, nameof(copy));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(copy.Parallelism, MaxParallelism, nameof(copy));

        var start = copy.Checkpoint is { } text ? CopyCheckpoint.Parse(text) : CopyCheckpoint.Start;
        var to = sides.To.Store;
        var present = StoreInventory.Of(to);
        var totals = await rows.MeasureAsync(StrayGrace, cancellationToken).ConfigureAwait(false);

        using var run = new CopyRun(copy, start, observer, totals, clock);
        var copier = new BlobCopier(rows, sides.From.Store, to, present, run, clock);
        if (!copy.DryRun)
            await ClearAsync(copier, start, cancellationToken).ConfigureAwait(false);

        await CopyAsync(run, copier, cancellationToken).ConfigureAwait(false);
        logger.StoreCopied(run.Counts.Copied, run.Counts.Bytes, run.Counts.Present, run.Counts.Gone, run.Counts.Failed);
        return new StoreCopyReport(run.Counts);
    }

    public ValueTask<ConsistencyReport> VerifyAsync(ConsistencyCheck check, IConsistencyObserver observer, CancellationToken cancellationToken = default) =>
        new ConsistencyChecker(rows, sides.To.Store, clock, checkLogger).CheckAsync(check, observer, cancellationToken);

    private static async ValueTask ClearAsync(BlobCopier copier, CopyCheckpoint start, CancellationToken cancellationToken)
    {
        foreach (var key in start.PendingKeys())
            await copier.ClearAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CopyAsync(CopyRun run, BlobCopier copier, CancellationToken cancellationToken)
    {
        var after = run.After;
        while (true)
        {
            var page = await rows.ListBlobsAsync(after, PageSize, cancellationToken).ConfigureAwait(false);
            var pending = page.Where(blob => blob.Content != BlobContentState.Removed).Select(blob => blob.Key);
            await run.BeginPageAsync(after, pending, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                return;

            await CopyAsync(page, run, copier, cancellationToken).ConfigureAwait(false);
            after = page[^1].Key.Blob;
        }
    }

    private static async ValueTask CopyAsync(IReadOnlyList<BlobRecord> page, CopyRun run, BlobCopier copier, CancellationToken cancellationToken)
    {
        // In any order: two machines that are at the same page help each other instead of waiting for the same blob.
        var blobs = page.ToArray();
        Random.Shared.Shuffle(blobs);

        var outcomes = new CopyOutcome[blobs.Length];
        await Parallel.ForAsync(
            0,
            blobs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = run.Copy.Parallelism, CancellationToken = cancellationToken },
            async (i, token) => outcomes[i] = await copier.CopyAsync(blobs[i], token).ConfigureAwait(false)).ConfigureAwait(false);

        for (var i = 0; i < blobs.Length; i++)
            await run.CountAsync(blobs[i], outcomes[i], cancellationToken).ConfigureAwait(false);
    }
}
