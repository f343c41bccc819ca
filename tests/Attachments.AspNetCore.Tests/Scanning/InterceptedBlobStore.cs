using Attachments.Storage;

namespace Attachments.AspNetCore.Tests.Scanning;

/// <summary>A store where something may happen just before bytes are opened.</summary>
internal sealed class InterceptedBlobStore(IBlobStore inner) : IBlobStore
{
    public Func<BlobKey, ValueTask>? BeforeOpen { get; set; }

    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken) =>
        inner.BeginWriteAsync(key, expectedLength, cancellationToken);

    public async ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        if (BeforeOpen is { } before)
            await before(key);

        return await inner.OpenReadAsync(key, offset, count, cancellationToken);
    }

    public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) => inner.DropStagingsAsync(untouchedFor, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}
