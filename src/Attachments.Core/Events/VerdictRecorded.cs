using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Events;

/// <summary>A blob has a verdict, by a scan or a rescan.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Previous">What was said before.</param>
public sealed record VerdictRecorded(BlobKey Blob, BlobVerdict Verdict, ScanStatus Previous) : AttachmentEvent(Blob);
