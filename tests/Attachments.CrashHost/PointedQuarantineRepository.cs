using Attachments.Access;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.CrashHost;

internal sealed class PointedQuarantineRepository(IQuarantineRepository inner, Points points) : IQuarantineRepository
{
    public ValueTask<IReadOnlyList<QuarantinedBlob>> ListAsync(TenantId tenant, BlobId? after, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(tenant, after, limit, cancellationToken);

    public async ValueTask<bool> ReleaseAsync(BlobKey blob, string detail, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-quarantine-release");
        var isReleased = await inner.ReleaseAsync(blob, detail, cancellationToken);
        await points.ReachAsync("after-quarantine-release");
        return isReleased;
    }

    public async ValueTask<bool> PurgeAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-purge");
        var isPurged = await inner.PurgeAsync(blob, lease, cancellationToken);
        await points.ReachAsync("after-purge");
        return isPurged;
    }
}
