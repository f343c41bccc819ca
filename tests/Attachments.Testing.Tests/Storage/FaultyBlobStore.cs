using System.Collections.Concurrent;
using Attachments.Access;
using Attachments.Storage;

namespace Attachments.Testing.Storage;

// A correct store in memory that breaks exactly one promise.
internal class FaultyBlobStore(Fault fault) : IBlobStore
{
    public ConcurrentDictionary<(string, BlobId), byte[]> Published { get; } = new();

    public ConcurrentDictionary<(string, BlobId), FaultyStaging> Stagings { get; } = new();

    public bool Has(Fault asked) => fault == asked;

    public void Abandon(BlobKey key, byte[] bytes, TimeSpan age)
    {
        Stagings[Name(key)] = new FaultyStaging { Age = age, IsLive = false };
        if (Has(Fault.ShowsAbandonedStagings))
            Published[Name(key)] = bytes;
    }

    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);
        var staging = new FaultyStaging();
        if (!Stagings.TryAdd(Name(key), staging))
            throw new BlobStoreException("Taken.");

        return ValueTask.FromResult<BlobWriter>(new FaultyBlobWriter(this, key, staging, expectedLength));
    }

    public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);
        if (Published.TryGetValue(Name(key), out var bytes))
            return ValueTask.FromResult<BlobReader?>(new FaultyBlobReader(this, bytes, offset, count));

        return Has(Fault.ThrowsWhereNothingIsFound) ? throw new BlobStoreException("Missing.") : ValueTask.FromResult<BlobReader?>(null);
    }

    public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);

        lock (Stagings)
        {
            var found = !Has(Fault.DeleteForgetsTheStaging) && Stagings.TryRemove(Name(key), out _);
            found |= !Has(Fault.DeleteForgetsThePublished) && Published.TryRemove(Name(key), out _);
            if (Has(Fault.DeleteRemovesEverything))
                Published.Clear();
            if (!found && Has(Fault.DeleteThrowsWhereNothingIs))
                throw new BlobStoreException("Missing.");
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);
        if (Has(Fault.DropsNothing))
            return ValueTask.FromResult(0);
        if (Has(Fault.DropsPublishedBlobs))
            Published.Clear();

        return ValueTask.FromResult(Stagings.Count(pair => IsDead(pair.Value, untouchedFor) && Stagings.TryRemove(pair)));
    }

    public ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        ThrowIfCancelled(cancellationToken);
        if (Has(Fault.CheckLeavesAStaging))
            Abandon(new BlobKey(TenantId.Parse("check"), new BlobId(Guid.NewGuid())), [], TimeSpan.FromDays(1));

        return ValueTask.CompletedTask;
    }

    public (string Tenant, BlobId Blob) Name(BlobKey key)
    {
        if (Has(Fault.IgnoresTheTenant))
            return ("", key.Blob);

        return (Has(Fault.FoldsTheTenantsCase) ? key.Tenant.Value.ToUpperInvariant() : key.Tenant.Value, key.Blob);
    }

    public void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        if (!Has(Fault.IgnoresCancellation))
            cancellationToken.ThrowIfCancellationRequested();
    }

    private bool IsDead(FaultyStaging staging, TimeSpan untouchedFor) =>
        (Has(Fault.DropsLiveStagings) || !staging.IsLive) && (Has(Fault.DropsYoungStagings) || staging.Age >= untouchedFor);
}
