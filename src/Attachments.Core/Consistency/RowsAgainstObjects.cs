using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>Walks over the blobs' rows and looks for their bytes.</summary>
/// <remarks>
/// A row says that its bytes are there, from the transaction that makes it to the one that condemns it, and no key is used twice. Bytes that were not
/// there between two reads of a row that says so both times are therefore missing, whatever hosts did meanwhile; a row that has gone, or has given
/// its bytes up, says that a delete or a verdict came between.
/// </remarks>
internal sealed class RowsAgainstObjects(IConsistencyRepository rows, IBlobStore store, IBlobInventory inventory, CheckRun run, TimeProvider clock)
{
    private const int PageSize = 500;

    // A checkpoint is made after every page; of bytes that are read there should not be too many between two.
    private const int VerifyingPageSize = 32;

    private readonly BlobVerifier verifier = new(store, inventory, run);

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var size = run.Check.VerifyDigests ? VerifyingPageSize : PageSize;
        var begun = Guid.CreateVersion7(clock.GetUtcNow());
        while (true)
        {
            var page = await rows.ListBlobsAsync(Parse(run.After), size, cancellationToken).ConfigureAwait(false);

            // Uploads may come as fast as their bytes are read here. Ids begin with the time they were made at (UUID version 7, RFC 9562 section 5.7), by a clock that
            // may be wrong, as this one may: therefore the count as well.
            if (page.Count == 0 || (run.HasSeenAsManyAsThereWere && page[0].Key.Blob.Value.CompareTo(begun) > 0))
                return;

            await CheckAsync(page, cancellationToken).ConfigureAwait(false);
            await run.ReachAsync(page[^1].Key.Blob.ToString(), blobs: page.Count, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static BlobId? Parse(string? after) => after is null ? null : new BlobId(Guid.ParseExact(after, "D"));

    private async ValueTask CheckAsync(IReadOnlyList<BlobRecord> page, CancellationToken cancellationToken)
    {
        var findings = new ConsistencyFinding?[page.Count];
        await Parallel.ForAsync(
            0,
            page.Count,
            new ParallelOptions { MaxDegreeOfParallelism = run.Check.Parallelism, CancellationToken = cancellationToken },
            async (i, token) => findings[i] = await CheckAsync(page[i], token).ConfigureAwait(false)).ConfigureAwait(false);

        foreach (var finding in findings)
        {
            if (finding is not null)
                await run.FoundAsync(await RepairAsync(finding, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<ConsistencyFinding?> CheckAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        if (blob.Content == BlobContentState.Removed)
        {
            ConsistencyFinding? removed = null;
            var isAnswered = await store.TryAsync(async () => removed = await FindRemovedBytesAsync(blob, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
            return isAnswered ? removed : await FindUnreadableAsync(blob, cancellationToken).ConfigureAwait(false);
        }

        var finding = await verifier.LookAsync(blob, cancellationToken).ConfigureAwait(false);
        if (finding is null)
            return null;

        var now = await rows.FindKeysAsync([blob.Key], cancellationToken).ConfigureAwait(false);
        return now[0].Blob is { Content: not BlobContentState.Removed } ? finding : null;
    }

    // The stray is made with the verdict and forgotten after the bytes: seen in this order, a sweep is never between the two.
    private async ValueTask<ConsistencyFinding?> FindRemovedBytesAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        if (await inventory.FindLengthAsync(blob.Key, cancellationToken).ConfigureAwait(false) is null)
            return null;

        var now = await rows.FindKeysAsync([blob.Key], cancellationToken).ConfigureAwait(false);
        if (now[0].IsStray || now[0].Blob is null)
            return null;

        var length = await inventory.FindLengthAsync(blob.Key, cancellationToken).ConfigureAwait(false);
        return length is null ? null : new ConsistencyFinding(ConsistencyFindingKind.RemovedBytes) { Key = blob.Key, ExpectedLength = blob.Length, ActualLength = length };
    }

    // A sweep may be at it.
    private async ValueTask<ConsistencyFinding?> FindUnreadableAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        var now = await rows.FindKeysAsync([blob.Key], cancellationToken).ConfigureAwait(false);
        return now[0].IsStray || now[0].Blob is null ? null : new ConsistencyFinding(ConsistencyFindingKind.Unreadable) { Key = blob.Key, ExpectedLength = blob.Length };
    }

    private async ValueTask<ConsistencyFinding> RepairAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
    {
        if (finding.Kind != ConsistencyFindingKind.RemovedBytes || !run.MayDelete)
            return finding;

        var isDeleted = await store.TryAsync(() => store.DeleteAsync(finding.Key!.Value, cancellationToken), cancellationToken).ConfigureAwait(false);
        return finding with { IsRepaired = isDeleted };
    }
}
