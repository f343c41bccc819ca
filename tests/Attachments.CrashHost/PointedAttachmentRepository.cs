using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.CrashHost;

internal sealed class PointedAttachmentRepository(IAttachmentRepository inner, Points points) : IAttachmentRepository
{
    public ValueTask<MessageState> ReadMessageAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        inner.ReadMessageAsync(tenant, message, cancellationToken);

    public async ValueTask<AttachOutcome> AttachOrReserveAsync(NewAttachment attachment, TimeSpan grace, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-reserve");
        var outcome = await inner.AttachOrReserveAsync(attachment, grace, cancellationToken);
        await points.ReachAsync("after-reserve");
        return outcome;
    }

    public async ValueTask<bool> RenewReservationAsync(BlobKey key, TimeSpan grace, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-renew");
        var renewed = await inner.RenewReservationAsync(key, grace, cancellationToken);
        await points.ReachAsync("after-renew");
        return renewed;
    }

    public async ValueTask<AttachOutcome> AttachNewAsync(NewAttachment attachment, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-attach");
        var outcome = await inner.AttachNewAsync(attachment, cancellationToken);
        await points.ReachAsync("after-attach");
        return outcome;
    }

    public ValueTask<Attachment?> FindAsync(TenantId tenant, AttachmentId id, CancellationToken cancellationToken) =>
        inner.FindAsync(tenant, id, cancellationToken);

    public ValueTask<AttachmentPage> ListAsync(TenantId tenant, MessageId message, long offset, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(tenant, message, offset, limit, cancellationToken);

    public ValueTask<IReadOnlyList<AttachmentReference>> FindReferencesAsync(
        TenantId tenant, MessageId message, int limit, CancellationToken cancellationToken) =>
        inner.FindReferencesAsync(tenant, message, limit, cancellationToken);

    public async ValueTask<DeleteOutcome> DeleteAsync(
        TenantId tenant, IReadOnlyList<AttachmentReference> attachments, TimeSpan lease, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-delete");
        var outcome = await inner.DeleteAsync(tenant, attachments, lease, cancellationToken);
        await points.ReachAsync("after-delete");
        return outcome;
    }

    public ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken) =>
        inner.ReassignAsync(tenant, message, owner, cancellationToken);

    public ValueTask<bool> ReassignOneAsync(TenantId tenant, AttachmentId id, UserId from, UserId to, CancellationToken cancellationToken) =>
        inner.ReassignOneAsync(tenant, id, from, to, cancellationToken);
}
