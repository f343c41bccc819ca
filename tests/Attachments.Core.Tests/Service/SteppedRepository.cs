using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Service;

/// <summary>A repository in whose steps a test can fail, wait or change the world.</summary>
internal sealed class SteppedRepository(IAttachmentRepository inner) : IAttachmentRepository
{
    public Func<Task>? BeforeReserve { get; set; }

    public Func<Task>? BeforeAttachNew { get; set; }

    public Func<Task>? AfterAttachNew { get; set; }

    public Action? BeforeReassignOne { get; set; }

    public Func<AttachOutcome, AttachOutcome>? OnAttachedNew { get; set; }

    public int Renewals { get; private set; }

    public ValueTask<MessageState> ReadMessageAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        inner.ReadMessageAsync(tenant, message, cancellationToken);

    public async ValueTask<AttachOutcome> AttachOrReserveAsync(NewAttachment attachment, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (BeforeReserve is not null)
            await BeforeReserve();

        return await inner.AttachOrReserveAsync(attachment, grace, cancellationToken);
    }

    public ValueTask<bool> RenewReservationAsync(BlobKey key, TimeSpan grace, CancellationToken cancellationToken)
    {
        Renewals++;
        return inner.RenewReservationAsync(key, grace, cancellationToken);
    }

    public async ValueTask<AttachOutcome> AttachNewAsync(NewAttachment attachment, CancellationToken cancellationToken)
    {
        if (BeforeAttachNew is not null)
            await BeforeAttachNew();

        var outcome = await inner.AttachNewAsync(attachment, cancellationToken);
        if (AfterAttachNew is not null)
            await AfterAttachNew();

        return OnAttachedNew?.Invoke(outcome) ?? outcome;
    }

    public ValueTask<Attachment?> FindAsync(TenantId tenant, AttachmentId id, CancellationToken cancellationToken) => inner.FindAsync(tenant, id, cancellationToken);

    public ValueTask<AttachmentPage> ListAsync(TenantId tenant, MessageId message, long offset, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(tenant, message, offset, limit, cancellationToken);

    public ValueTask<IReadOnlyList<AttachmentReference>> FindReferencesAsync(TenantId tenant, MessageId message, int limit, CancellationToken cancellationToken) =>
        inner.FindReferencesAsync(tenant, message, limit, cancellationToken);

    public ValueTask<DeleteOutcome> DeleteAsync(TenantId tenant, IReadOnlyList<AttachmentReference> attachments, TimeSpan lease, CancellationToken cancellationToken) =>
        inner.DeleteAsync(tenant, attachments, lease, cancellationToken);

    public ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken) =>
        inner.ReassignAsync(tenant, message, owner, cancellationToken);

    public ValueTask<bool> ReassignOneAsync(TenantId tenant, AttachmentId id, UserId from, UserId to, CancellationToken cancellationToken)
    {
        BeforeReassignOne?.Invoke();
        return inner.ReassignOneAsync(tenant, id, from, to, cancellationToken);
    }
}
