using Attachments.Scanning;

namespace Attachments.EntityFrameworkCore;

/// <summary>A blob in the host's queries: bytes that a tenant has once, however many attachments share them.</summary>
/// <remarks>For reading. A blob's row exists as long as its bytes do; only the library can keep that true.</remarks>
public sealed class BlobRow
{
    private BlobRow()
    {
    }

    /// <summary>Gets the id, a UUID of version 7 under which the store keeps the bytes.</summary>
    public Guid Id { get; private set; }

    /// <summary>Gets the tenant.</summary>
    public string TenantId { get; private set; } = null!;

    /// <summary>Gets the SHA-256 of the bytes.</summary>
    /// <value>32 bytes.</value>
    public byte[] Digest { get; private set; } = null!;

    /// <summary>Gets the number of bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Gets what scanning has said so far.</summary>
    public ScanStatus ScanStatus { get; private set; }

    /// <summary>Gets how often a scan was begun that led to the verdict, or is to lead to one.</summary>
    public int ScanAttempts { get; private set; }

    /// <summary>Gets the scanner that gave the verdict; null before there is one.</summary>
    public string? ScanEngine { get; private set; }

    /// <summary>Gets the version of the signatures that the verdict is based on; null where the scanner has none.</summary>
    public string? ScanSignatureVersion { get; private set; }

    /// <summary>Gets what the scanner found, or why it could not look; null where there is nothing to tell.</summary>
    public string? ScanDetail { get; private set; }

    /// <summary>Gets when the verdict was given, by the database's clock, to the millisecond; null before there is one.</summary>
    public DateTimeOffset? ScannedAt { get; private set; }

    /// <summary>Gets what became of the bytes.</summary>
    public BlobContentState ContentState { get; private set; }
}
