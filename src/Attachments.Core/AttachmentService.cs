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
    public async ValueTask<AttachmentResult<AttachmentPage>> ListAsync(
        AttachmentCaller caller, MessageId message, long offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);

        var page = await repository.ListAsync(caller.Tenant, message, offset, limit, cancellationToken).ConfigureAwait(false);
        if (await FindOwnerAsync(caller.Tenant, message, page, cancellationToken).ConfigureAwait(false) is not { } owner)
            return Rejection.MessageNotFound;

        var request = new AttachmentAccessRequest(caller, AttachmentOperation.List, message, owner);
        if (!await policy.IsAllowedAsync(request, cancellationToken).ConfigureAwait(false))
            return Rejection.MessageNotFound;

        return page;
    }

    public async ValueTask<AttachmentResult<Attachment>> GetAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken) =>
        await FindAsync(caller, id, AttachmentOperation.Read, cancellationToken).ConfigureAwait(false) is { } attachment
            ? attachment
            : Rejection.AttachmentNotFound;

    public async ValueTask<AttachmentResult<AttachmentContent>> OpenAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken)
    {
        var attachment = await FindAsync(caller, id, AttachmentOperation.Download, cancellationToken).ConfigureAwait(false);
        if (attachment is null)
            return Rejection.AttachmentNotFound;

        if (verdicts.CheckDownload(attachment.ScanStatus) is { } refusal)
            return refusal;

        return contents.Create(attachment);
    }

    public ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(
        AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return uploader.UploadAsync(caller, message, source, cancellationToken);
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

    // The attachments' rows carry their message's owner, so the host is asked only where the page has none.
    private async ValueTask<UserId?> FindOwnerAsync(TenantId tenant, MessageId message, AttachmentPage page, CancellationToken cancellationToken)
    {
        if (page.Items.Count > 0)
            return page.Items[0].Owner;

        var info = await messages.FindAsync(tenant, message, cancellationToken).ConfigureAwait(false);
        return info?.Owner;
    }
}
