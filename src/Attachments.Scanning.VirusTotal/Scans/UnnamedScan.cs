using Attachments.Content;

namespace Attachments.Scanning.VirusTotal.Scans;

/// <summary>A scan of bytes whose digest is known only at their end, when it is too late to send them.</summary>
internal sealed class UnnamedScan(VirusTotalScanner scanner, ScanTarget target) : BlobScan
{
    public override bool WantsContent => false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

    public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        var scan = await scanner.BeginAsync(target with { Digest = digest, Length = null }, cancellationToken).ConfigureAwait(false);
        await using var looking = scan.ConfigureAwait(false);

        return await scan.CompleteAsync(digest, length, cancellationToken).ConfigureAwait(false);
    }
}
