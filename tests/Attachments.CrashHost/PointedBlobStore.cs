using Attachments.Storage;

namespace Attachments.CrashHost;

internal sealed class PointedBlobStore(IBlobStore inner, Points points) : IBlobStore
{
    public async ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-staging");
        var writer = await inner.BeginWriteAsync(key, expectedLength, cancellationToken);
        await points.ReachAsync("after-staging");
        return new PointedBlobWriter(writer, points);
    }

    public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken) =>
        inner.OpenReadAsync(key, offset, count, cancellationToken);

    public async ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-bytes-deleted");
        await inner.DeleteAsync(key, cancellationToken);
        await points.ReachAsync("after-bytes-deleted");
    }

    public async ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-drop-stagings");
        var dropped = await inner.DropStagingsAsync(untouchedFor, cancellationToken);
        await points.ReachAsync("after-drop-stagings");
        return dropped;
    }

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
}
