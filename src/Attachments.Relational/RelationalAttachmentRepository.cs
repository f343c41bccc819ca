using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational.Attaching;
using Attachments.Relational.Deleting;
using Attachments.Relational.Reading;
using Attachments.Storage;

namespace Attachments.Relational;

internal sealed class RelationalAttachmentRepository : IAttachmentRepository
{
    private readonly AttachmentReader reader;
    private readonly AttachmentAttacher attacher;
    private readonly AttachmentDeleter deleter;

    public RelationalAttachmentRepository(RelationalDatabase database)
    {
        var keys = new MessageKeys(database.Options.MessageKeyType, database.Dialect);
        reader = new AttachmentReader(database, keys);
        attacher = new AttachmentAttacher(database, keys);
        deleter = new AttachmentDeleter(database, keys);
    }

    public ValueTask<MessageState> ReadMessageAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        reader.ReadMessageAsync(tenant, message, cancellationToken);

    public ValueTask<AttachOutcome> AttachOrReserveAsync(NewAttachment attachment, TimeSpan grace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return attacher.AttachOrReserveAsync(attachment, grace, cancellationToken);
    }

    public ValueTask<bool> RenewReservationAsync(BlobKey key, TimeSpan grace, CancellationToken cancellationToken) =>
        attacher.RenewAsync(key, grace, cancellationToken);

    public ValueTask<AttachOutcome> AttachNewAsync(NewAttachment attachment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return attacher.AttachNewAsync(attachment, cancellationToken);
    }

    public ValueTask<Attachment?> FindAsync(TenantId tenant, AttachmentId id, CancellationToken cancellationToken) =>
        reader.FindAsync(tenant, id, cancellationToken);

    public ValueTask<AttachmentPage> ListAsync(TenantId tenant, MessageId message, long offset, int limit, CancellationToken cancellationToken) =>
        reader.ListAsync(tenant, message, offset, limit, cancellationToken);

    public ValueTask<IReadOnlyList<AttachmentReference>> FindReferencesAsync(
        TenantId tenant, MessageId message, int limit, CancellationToken cancellationToken) =>
        reader.FindReferencesAsync(tenant, message, limit, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(
        TenantId tenant, IReadOnlyList<AttachmentReference> attachments, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachments);
        return deleter.DeleteAsync(tenant, attachments, lease, cancellationToken);
    }

    public ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken) =>
        deleter.ReassignAsync(tenant, message, owner, cancellationToken);

    public ValueTask<bool> ReassignOneAsync(TenantId tenant, AttachmentId id, UserId from, UserId to, CancellationToken cancellationToken) =>
        deleter.ReassignOneAsync(tenant, id, from, to, cancellationToken);
}
