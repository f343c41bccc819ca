using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>Which rows name a key, of one moment.</summary>
/// <param name="Key">The key.</param>
/// <param name="Blob">Its blob; null where there is none.</param>
/// <param name="IsStray">Whether it is a stray: reserved, or about to be deleted.</param>
public sealed record KeyRecord(BlobKey Key, BlobRecord? Blob, bool IsStray)
{
    /// <summary>Gets whether any row names the key. Bytes under a key that none names are nobody's, and stay so: no key is used twice.</summary>
    public bool IsNamed => Blob is not null || IsStray;
}
