using Attachments.Storage;

namespace Attachments.CrashHost;

internal sealed class PointedBlobWriter(BlobWriter inner, Points points) : BlobWriter(inner.Key)
{
    protected override async ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-write");
        await inner.WriteAsync(bytes, cancellationToken);
        await points.ReachAsync("after-write");
    }

    protected override async ValueTask CommitCoreAsync(CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-publish");
        await inner.CommitAsync(cancellationToken);
        await points.ReachAsync("after-publish");
    }

    protected override async ValueTask ReleaseAsync(bool committed)
    {
        await points.ReachAsync("before-release");
        await inner.DisposeAsync();
        await points.ReachAsync("after-release");
    }
}
