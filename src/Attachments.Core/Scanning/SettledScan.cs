using Attachments.Content;

namespace Attachments.Scanning;

internal sealed class SettledScan(ScanReport report) : BlobScan
{
    public override bool WantsContent => false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

    public override ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(report);
    }
}
