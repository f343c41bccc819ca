using Attachments.Storage;

namespace Attachments.Events;

/// <summary>Something that happened to a blob or its attachments.</summary>
/// <param name="Blob">The blob.</param>
public abstract record AttachmentEvent(BlobKey Blob);
