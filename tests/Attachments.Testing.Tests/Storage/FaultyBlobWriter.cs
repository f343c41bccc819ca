using Attachments.Storage;

namespace Attachments.Testing.Storage;

internal sealed class FaultyBlobWriter(FaultyBlobStore store, BlobKey key, FaultyStaging staging, long? expectedLength) : BlobWriter(key)
{
    private readonly List<ReadOnlyMemory<byte>> written = [];

    protected override ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        store.ThrowIfCancelled(cancellationToken);
        if (bytes.IsEmpty && store.Has(Fault.FailsOnEmptyWrites))
            throw new BlobStoreException("Nothing to write.");

        written.Add(store.Has(Fault.KeepsTheCallersBuffer) ? bytes : bytes.ToArray());
        if (store.Has(Fault.WritesTwice))
            written.Add(bytes.ToArray());
        if (store.Has(Fault.ShowsStagedBytes))
            store.Published[store.Name(Key)] = Bytes();

        return ValueTask.CompletedTask;
    }

    protected override ValueTask CommitCoreAsync(CancellationToken cancellationToken)
    {
        store.ThrowIfCancelled(cancellationToken);

        lock (store.Stagings)
        {
            if (!store.Stagings.TryRemove(KeyValuePair.Create(store.Name(Key), staging)) && !store.Has(Fault.CommitRevivesAKilledStaging))
                throw new BlobStoreException("Killed.");

            store.Published[store.Name(Key)] = Bytes();
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask ReleaseAsync(bool committed)
    {
        if (!committed)
            store.Stagings.TryRemove(KeyValuePair.Create(store.Name(Key), staging));
        if (!committed && store.Has(Fault.LeavesStagingsBehind))
            store.Stagings[store.Name(Key)] = new FaultyStaging { IsLive = false };
        if (committed && store.Has(Fault.DisposeUndoesTheCommit))
            store.Published.TryRemove(store.Name(Key), out _);

        return ValueTask.CompletedTask;
    }

    private byte[] Bytes()
    {
        byte[] all = [.. written.SelectMany(part => part.ToArray())];
        if (store.Has(Fault.TrustsTheExpectedLength) && expectedLength < 1 << 20)
            Array.Resize(ref all, (int)expectedLength);

        return all;
    }
}
