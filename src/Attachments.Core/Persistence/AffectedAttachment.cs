using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Persistence;

/// <summary>An attachment whose bytes turned out to be infected.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="Message">Its message.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="FileName">Its file name.</param>
public sealed record AffectedAttachment(AttachmentId Attachment, MessageId Message, UserId Owner, string FileName);
