using Attachments.Access;
using Attachments.Storage;

namespace Attachments.Events;

/// <summary>The bytes of a quarantined blob were deleted. For the audit.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
public sealed record QuarantinePurged(BlobKey Blob, UserId By, string Reason) : AttachmentEvent(Blob);
