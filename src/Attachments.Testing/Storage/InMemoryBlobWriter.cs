using Attachments.Storage;

namespace Attachments.Testing.Storage;

internal sealed class InMemoryBlobWriter(InMemoryBlobStore store, BlobKey key, InMemoryStaging staging, TimeProvider clock) : BlobWriter(key)
{
    protected override ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        staging.Append(bytes.Span, clock.GetUtcNow());
        return ValueTask.CompletedTask;
    }

    protected override ValueTask CommitCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Publish(Key, staging);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ReleaseAsync(bool committed)
    {
        if (!committed)
            store.Discard(Key, staging);

        return ValueTask.CompletedTask;
    }
}
