using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.CrashHost;

internal sealed class PointedBlobRepository(IBlobRepository inner, Points points) : IBlobRepository
{
    public async ValueTask<IReadOnlyList<BlobKey>> ClaimStraysAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-claim");
        var claimed = await inner.ClaimStraysAsync(limit, lease, cancellationToken);
        if (claimed.Count > 0)
            await points.ReachAsync("after-claim");

        return claimed;
    }

    public async ValueTask ForgetStraysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-forget");
        await inner.ForgetStraysAsync(keys, cancellationToken);
        await points.ReachAsync("after-forget");
    }

    public async ValueTask<CondemnedPage> CondemnUnreferencedAsync(BlobId? after, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-walk");
        var page = await inner.CondemnUnreferencedAsync(after, limit, lease, cancellationToken);
        await points.ReachAsync("after-walk");
        return page;
    }

    public ValueTask<IReadOnlyList<TenantMessage>> ListMessagesAsync(TenantMessage? after, int limit, CancellationToken cancellationToken) =>
        inner.ListMessagesAsync(after, limit, cancellationToken);
}
