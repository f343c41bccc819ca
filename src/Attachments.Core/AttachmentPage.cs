namespace Attachments;

/// <summary>A slice of a message's attachments, oldest first, ties by id.</summary>
/// <param name="Items">The attachments of the slice.</param>
/// <param name="Total">How many attachments the message has in all.</param>
public sealed record AttachmentPage(IReadOnlyList<Attachment> Items, long Total);
