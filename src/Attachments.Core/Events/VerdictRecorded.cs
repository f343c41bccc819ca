using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Events;

/// <summary>A blob has a verdict, by a scan, a rescan or an upload of the same bytes.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Previous">What was said before; null where an upload of the same bytes brought the verdict, whatever was said of them.</param>
public sealed record VerdictRecorded(BlobKey Blob, BlobVerdict Verdict, ScanStatus? Previous) : AttachmentEvent(Blob);
