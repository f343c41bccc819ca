using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>What a blob's row says of its bytes.</summary>
/// <param name="Key">Where the store keeps them.</param>
/// <param name="Digest">Their SHA-256.</param>
/// <param name="Length">Their number.</param>
/// <param name="Content">What became of them.</param>
public sealed record BlobRecord(BlobKey Key, ContentDigest Digest, long Length, BlobContentState Content);
