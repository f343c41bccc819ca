using System.Runtime.CompilerServices;
using Attachments.Access;
using Attachments.Storage;

namespace Attachments.Testing.Storage;

// The same store, which can also say what it holds.
internal sealed class ListingBlobStore(Fault fault) : FaultyBlobStore(fault), IBlobInventory
{
    public async IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var all = All();
        var start = after is null ? 0 : Start(all, after);
        if (Has(Fault.ListsOnlyWholePages) && (all.Count - start) % 2 == 1)
            all.RemoveAt(all.Count - 1);

        foreach (var stored in all.Skip(start))
        {
            ThrowIfCancelled(cancellationToken);
            yield return stored;
            if (Has(Fault.ListsTwice))
                yield return stored;
        }
    }

    public async IAsyncEnumerable<StoredStaging> ListStagingsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (name, staging) in Stagings.Where(_ => !Has(Fault.ListsNoStagings)))
            yield return new StoredStaging($"{name}", Key(name), Has(Fault.ListsStagingsWithoutAge) ? TimeSpan.Zero : staging.Age);

        foreach (var name in Published.Keys.Where(_ => Has(Fault.ListsPublishedAsStaged)))
            yield return new StoredStaging($"{name}", Key(name), TimeSpan.Zero);
    }

    public ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken)
    {
        if (Published.TryGetValue(Name(key), out var bytes) && !Has(Fault.FindsNoLength))
            return new(bytes.Length);

        return new(Has(Fault.FindsTheLengthOfStagings) && Stagings.ContainsKey(Name(key)) ? 0 : null);
    }

    private static BlobKey? Key((string Tenant, BlobId Blob) name) => TenantId.TryParse(name.Tenant, out var tenant) ? new BlobKey(tenant, name.Blob) : null;

    private int Start(List<StoredObject> all, string after)
    {
        if (Has(Fault.ListsFromTheStartAgain) || (Has(Fault.GoesOnOnlyAfterWhatIsThere) && all.TrueForAll(stored => stored.Name != after)))
            return 0;

        return all.Count(stored => string.CompareOrdinal(stored.Name, after) <= 0);
    }

    private List<StoredObject> All()
    {
        var all = Published.Select(pair => new StoredObject($"{pair.Key}", Key(pair.Key), Has(Fault.ListsWithoutLengths) ? 0 : pair.Value.Length)).ToList();
        if (Has(Fault.ListsItsProbe))
            all.Add(new StoredObject("probe", null, 0));
        if (Has(Fault.ListsStagingsAsBlobs))
            all.AddRange(Stagings.Keys.Select(name => new StoredObject($"{name}", Key(name), 0)));

        all.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return all;
    }
}
