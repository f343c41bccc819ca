using Attachments.Messages;

namespace Attachments.Access;

/// <summary>Whether a caller may do something with a message, by the host's own directory and policy, which may belong to the request.</summary>
internal sealed class MessageAdmission(IMessageDirectory messages, IAttachmentAccessPolicy policy)
{
    /// <summary>Finds a message. One that the caller may not reach is answered like one that is not there.</summary>
    public async ValueTask<AttachmentResult<MessageInfo>> FindAsync(
        AttachmentCaller caller, MessageId message, AttachmentOperation operation, CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(caller.Tenant, message, cancellationToken).ConfigureAwait(false) is not { } info)
            return Rejection.MessageNotFound;

        var request = new AttachmentAccessRequest(caller, operation, message, info.Owner);
        return await policy.IsAllowedAsync(request, cancellationToken).ConfigureAwait(false) ? info : Rejection.MessageNotFound;
    }

    /// <summary>Finds a message that the caller may add to.</summary>
    public async ValueTask<AttachmentResult<MessageInfo>> AdmitUploadAsync(AttachmentCaller caller, MessageId message, CancellationToken cancellationToken)
    {
        var found = await FindAsync(caller, message, AttachmentOperation.Upload, cancellationToken).ConfigureAwait(false);
        return found.TryGetValue(out var info, out _) && !info.AcceptsAttachments ? Rejection.MessageNotDraft : found;
    }
}
