using Attachments.Content;
using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>An infected blob whose bytes are kept.</summary>
/// <param name="Blob">Its key, under which the store keeps the bytes.</param>
/// <param name="Digest">The SHA-256 of the bytes.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Verdict">What was found, and by what.</param>
/// <param name="ScannedAt">When, by the database's clock.</param>
/// <param name="AttachmentCount">How many attachments name it; 0 where they are all deleted.</param>
public sealed record QuarantinedBlob(BlobKey Blob, ContentDigest Digest, long Length, BlobVerdict Verdict, DateTimeOffset ScannedAt, long AttachmentCount);
