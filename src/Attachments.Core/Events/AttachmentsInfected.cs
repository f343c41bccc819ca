using Attachments.Access;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Events;

/// <summary>Attachments of one owner turned out to be infected. One event for each owner.</summary>
/// <param name="Blob">The blob that they share.</param>
/// <param name="Owner">Their owner.</param>
/// <param name="Attachments">The attachments, one or more.</param>
/// <param name="Verdict">What was found, and by what.</param>
/// <param name="Content">What became of the bytes.</param>
public sealed record AttachmentsInfected(
    BlobKey Blob, UserId Owner, IReadOnlyList<AffectedAttachment> Attachments, BlobVerdict Verdict, BlobContentState Content) : AttachmentEvent(Blob);
