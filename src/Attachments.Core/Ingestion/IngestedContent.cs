using Attachments.Content;

namespace Attachments.Ingestion;

/// <summary>What is known of a file once its last byte has passed.</summary>
internal readonly record struct IngestedContent(ContentDigest Digest, long Length, string ContentType);
