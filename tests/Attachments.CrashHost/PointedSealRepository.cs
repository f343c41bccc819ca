using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;

namespace Attachments.CrashHost;

internal sealed class PointedSealRepository(ISealRepository inner, Points points) : ISealRepository
{
    public ValueTask<SealOutcome> SealAsync(TenantId tenant, MessageId message, SealRules rules, CancellationToken cancellationToken) =>
        inner.SealAsync(tenant, message, rules, cancellationToken);

    public ValueTask ReopenAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        inner.ReopenAsync(tenant, message, cancellationToken);

    public async ValueTask MarkDeletedAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-mark-deleted");
        await inner.MarkDeletedAsync(tenant, message, cancellationToken);
        await points.ReachAsync("after-mark-deleted");
    }

    public ValueTask<int> ForgetDeletedAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) =>
        inner.ForgetDeletedAsync(olderThan, limit, cancellationToken);
}
