using Attachments.Access;
using Attachments.Storage;

namespace Attachments.Events;

/// <summary>A quarantined blob was declared safe. For the audit.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
public sealed record QuarantineReleased(BlobKey Blob, UserId By, string Reason) : AttachmentEvent(Blob);
