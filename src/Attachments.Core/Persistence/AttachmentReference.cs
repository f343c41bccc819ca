using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>An attachment and the blob that it names: what a delete must know.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="Blob">Its blob.</param>
public readonly record struct AttachmentReference(AttachmentId Attachment, BlobId Blob);
