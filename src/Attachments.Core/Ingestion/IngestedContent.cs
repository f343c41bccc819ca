using Attachments.Content;
using Attachments.Scanning;

namespace Attachments.Ingestion;

/// <summary>What is known of a file once its last byte has passed.</summary>
internal readonly record struct IngestedContent(ContentDigest Digest, long Length, string ContentType)
{
    /// <summary>Gets what the scanners said of it; null where none has looked, or not all have.</summary>
    public BlobVerdict? Verdict { get; init; }
}
