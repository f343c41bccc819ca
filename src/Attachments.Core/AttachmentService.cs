using Attachments.Access;
using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments;

internal sealed class AttachmentService(
    IAttachmentRepository repository,
    IMessageDirectory messages,
    IAttachmentAccessPolicy policy,
    VerdictGate verdicts,
    AttachmentUploader uploader,
    BlobReaper reaper,
    StoredContentFactory contents) : IAttachmentService
{
    private readonly MessageAdmission admission = new(messages, policy);

    public async ValueTask<AttachmentResult<AttachmentPage>> ListAsync(
        AttachmentCaller caller, MessageId message, long offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);

        // The host is asked first: the rows of a message that was just deleted may still be there, and reading them would take a foreigner's answer longer.
        var admitted = await admission.FindAsync(caller, message, AttachmentOperation.List, cancellationToken).ConfigureAwait(false);
        if (admitted.Rejection is { } refused)
            return refused;

        return await repository.ListAsync(caller.Tenant, message, offset, limit, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<AttachmentResult<Attachment>> GetAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken) =>
        await FindAsync(caller, id, AttachmentOperation.Read, cancellationToken).ConfigureAwait(false) is { } attachment
            ? attachment
            : Rejection.AttachmentNotFound;

    public async ValueTask<AttachmentResult<AttachmentContent>> OpenAsync(AttachmentCaller caller, AttachmentId id, ContentAction action, CancellationToken cancellationToken)
    {
        var attachment = await FindAsync(caller, id, AttachmentOperation.Download, cancellationToken).ConfigureAwait(false);
        if (attachment is null)
            return Rejection.AttachmentNotFound;

        if (verdicts.Check(attachment.ScanStatus, action) is { } refusal)
            return refusal;

        return contents.Create(attachment, action);
    }

    public ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(
        AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return uploader.UploadAsync(admission, caller, message, source, cancellationToken);
    }

    public async ValueTask<AttachmentResult<Attachment>> DeleteAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("attachment.delete");

        var attachment = await FindAsync(caller, id, AttachmentOperation.Delete, cancellationToken).ConfigureAwait(false);
        if (attachment is null)
            return Rejection.AttachmentNotFound;

        var deleted = await reaper.DeleteAsync(caller.Tenant, [new(attachment.Id, attachment.Blob)], cancellationToken).ConfigureAwait(false);
        return deleted == 0 ? Rejection.AttachmentNotFound : attachment;
    }

    private async ValueTask<Attachment?> FindAsync(
        AttachmentCaller caller, AttachmentId id, AttachmentOperation operation, CancellationToken cancellationToken)
    {
        var attachment = await repository.FindAsync(caller.Tenant, id, cancellationToken).ConfigureAwait(false);
        if (attachment is null)
            return null;

        var request = new AttachmentAccessRequest(caller, operation, attachment.Message, attachment.Owner, id);
        return await policy.IsAllowedAsync(request, cancellationToken).ConfigureAwait(false) ? attachment : null;
    }
}
