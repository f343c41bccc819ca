using Attachments.Content;

namespace Attachments.Scanning.VirusTotal.Scans;

/// <summary>A scan whose verdict the digest alone decided.</summary>
internal sealed class SettledScan(ScanReport report, ContentDigest expected) : BlobScan
{
    public override bool WantsContent => false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

    public override ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return digest == expected ? ValueTask.FromResult(report) : throw ScanFault.OtherBytes();
    }
}
