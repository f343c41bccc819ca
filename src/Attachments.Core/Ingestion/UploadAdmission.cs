using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Ingestion;

/// <summary>Whether a caller may add to a message, by the host's own directory and policy, which may belong to the request.</summary>
internal sealed class UploadAdmission(IMessageDirectory messages, IAttachmentAccessPolicy policy)
{
    public async ValueTask<AttachmentResult<MessageInfo>> AdmitAsync(AttachmentCaller caller, MessageId message, CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(caller.Tenant, message, cancellationToken).ConfigureAwait(false) is not { } info)
            return Rejection.MessageNotFound;

        var request = new AttachmentAccessRequest(caller, AttachmentOperation.Upload, message, info.Owner);
        if (!await policy.IsAllowedAsync(request, cancellationToken).ConfigureAwait(false))
            return Rejection.MessageNotFound;

        return info.AcceptsAttachments ? info : Rejection.MessageNotDraft;
    }
}
