using Attachments.Content;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning;

/// <summary>One scanner's look at one blob: bytes in their order, then the verdict.</summary>
/// <remarks>Calls come one at a time. Disposing before <see cref="CompleteAsync"/> has returned gives the look up and frees what it holds.</remarks>
public abstract class BlobScan : IAsyncDisposable
{
    /// <summary>Gets whether the scanner wants to see (more of) the bytes.</summary>
    /// <value>
    /// True unless overridden. False where it goes by the digest, or knows its verdict already; the bytes are then not read for it.
    /// May turn from true to false, never back. A write that comes nevertheless is ignored.
    /// </value>
    public virtual bool WantsContent => true;

    /// <summary>Makes a scan whose verdict was known before the first byte: by the length, or by what somebody else has said of the stored bytes.</summary>
    /// <param name="report">The verdict.</param>
    public static BlobScan Settled(ScanReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new SettledScan(report);
    }

    /// <summary>Is offered all the bytes as an open file, before the first of them: a scanner on the same machine may read it by itself.</summary>
    /// <param name="file">Valid until the returned task completes; only to be read, at given positions.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    /// <returns>Whether the scan has taken it, and <see cref="WantsContent"/> is false from now on. False unless overridden: the bytes then come as ever.</returns>
    /// <exception cref="ScannerUnavailableException">The scanner was lost.</exception>
    public virtual ValueTask<bool> TryTakeFileAsync(SafeFileHandle file, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <summary>Sees the next bytes.</summary>
    /// <param name="bytes">Valid until the returned task completes.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    /// <exception cref="ScannerUnavailableException">The scanner was lost.</exception>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Learns that the last byte has passed, and waits for the verdict.</summary>
    /// <param name="digest">The SHA-256 of the bytes.</param>
    /// <param name="length">How many bytes the blob has. A scanner that saw another number must not call it clean.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    /// <exception cref="ScannerUnavailableException">There is no verdict. The scan is tried again later.</exception>
    public abstract ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
