namespace Attachments;

/// <summary>What came of an upload.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="IsDuplicate">Whether the message had an attachment of the same bytes already, which came back instead of a new one.</param>
public sealed record UploadedAttachment(Attachment Attachment, bool IsDuplicate);
