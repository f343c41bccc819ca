using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>A blob that was claimed for a scan.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="Token">Tells this claim from every other.</param>
/// <param name="Digest">The SHA-256 of its bytes.</param>
/// <param name="Length">The number of its bytes.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Status">What was said of it so far: <see cref="ScanStatus.Pending"/>, or the verdict that a rescan is to renew.</param>
public sealed record ScanClaim(BlobKey Blob, Guid Token, ContentDigest Digest, long Length, int Attempt, ScanStatus Status);
