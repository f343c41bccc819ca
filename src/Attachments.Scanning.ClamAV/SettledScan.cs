using Attachments.Content;

namespace Attachments.Scanning.ClamAV;

/// <summary>A verdict that needs no look: the blob's length alone decides.</summary>
internal sealed class SettledScan(ScanReport report) : BlobScan
{
    public override bool WantsContent => false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken) => ValueTask.FromResult(report);
}
