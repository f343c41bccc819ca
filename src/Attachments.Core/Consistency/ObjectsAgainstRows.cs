using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>Walks over the store's objects and looks for the rows that name them.</summary>
/// <remarks>
/// Before an object is published its key is reserved by a row, and from then on a blob or a stray names it until its bytes are deleted. An object
/// that was there before no row named it, and is there after, is therefore nobody's: had a delete come between, it would be gone, and a publish
/// that comes after a delete fails. Rows of one key are read at one moment, and once more for good measure.
/// </remarks>
internal sealed class ObjectsAgainstRows(IConsistencyRepository rows, IBlobStore store, IBlobInventory inventory, CheckRun run)
{
    private const int PageSize = 200;

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var page = new List<StoredObject>(PageSize);
        await foreach (var stored in inventory.ListObjectsAsync(run.After, cancellationToken).ConfigureAwait(false))
        {
            page.Add(stored);
            if (page.Count < PageSize)
                continue;

            await CheckAsync(page, cancellationToken).ConfigureAwait(false);
            page.Clear();
        }

        if (page.Count > 0)
            await CheckAsync(page, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckAsync(List<StoredObject> page, CancellationToken cancellationToken)
    {
        var blobs = page.Where(stored => stored.Key is not null).ToList();
        var named = await FindAsync(blobs, cancellationToken).ConfigureAwait(false);

        foreach (var stored in page)
        {
            if (stored.Key is not { } key)
                await run.FoundAsync(Finding(ConsistencyFindingKind.ForeignObject, stored), cancellationToken).ConfigureAwait(false);
            else if (!named.Contains(key))
                await CheckUnnamedAsync(stored, key, cancellationToken).ConfigureAwait(false);
        }

        await run.ReachAsync(page[^1].Name, objects: page.Count, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckUnnamedAsync(StoredObject stored, BlobKey key, CancellationToken cancellationToken)
    {
        long? length = null;
        var isSeen = await store.TryAsync(async () => length = await inventory.FindLengthAsync(key, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        if (isSeen && length is null)
            return;

        var named = await FindAsync([stored], cancellationToken).ConfigureAwait(false);
        if (named.Count > 0)
            return;

        var finding = Finding(isSeen ? ConsistencyFindingKind.Orphan : ConsistencyFindingKind.Unreadable, stored);
        if (isSeen && run.MayDelete)
            finding = finding with { IsRepaired = await store.TryAsync(() => store.DeleteAsync(key, cancellationToken), cancellationToken).ConfigureAwait(false) };

        await run.FoundAsync(finding, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<HashSet<BlobKey>> FindAsync(List<StoredObject> blobs, CancellationToken cancellationToken)
    {
        if (blobs.Count == 0)
            return [];

        var found = await rows.FindKeysAsync(blobs.ConvertAll(stored => stored.Key!.Value), cancellationToken).ConfigureAwait(false);
        return found.Where(key => key.IsNamed).Select(key => key.Key).ToHashSet();
    }

    private static ConsistencyFinding Finding(ConsistencyFindingKind kind, StoredObject stored) =>
        new(kind) { Key = stored.Key, Name = stored.Name, ActualLength = stored.Length };
}
