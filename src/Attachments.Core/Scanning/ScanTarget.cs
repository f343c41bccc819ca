using Attachments.Content;
using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>What a scanner is told of a blob before its first byte.</summary>
/// <param name="Blob">The blob's key.</param>
public sealed record ScanTarget(BlobKey Blob)
{
    /// <summary>Gets the SHA-256 of the bytes; null while they stream in.</summary>
    public ContentDigest? Digest { get; init; }

    /// <summary>Gets how many bytes there are; null while they stream in.</summary>
    public long? Length { get; init; }

    /// <summary>Gets whether the store holds the bytes under <see cref="Blob"/> already.</summary>
    public bool IsStored { get; init; }
}
