using Attachments.Messages;

namespace Attachments.Access;

/// <summary>One question to the access policy. The caller's tenant always is the message's tenant.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Operation">What for.</param>
/// <param name="Message">The message that is read or changed, itself or by one of its attachments.</param>
/// <param name="Owner">The message's owner.</param>
/// <param name="Attachment">The attachment; null for <see cref="AttachmentOperation.List"/> and <see cref="AttachmentOperation.Upload"/>.</param>
public readonly record struct AttachmentAccessRequest(
    AttachmentCaller Caller,
    AttachmentOperation Operation,
    MessageId Message,
    UserId Owner,
    AttachmentId? Attachment = null);
