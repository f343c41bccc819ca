using Attachments.Content;

namespace Attachments.Scanning.VirusTotal.Scans;

/// <summary>A scan that waits for an analysis of bytes that VirusTotal has.</summary>
internal sealed class AnalysisScan(AnalysisWaiter waiter, string analysis, ContentDigest expected, ScanBudget budget) : BlobScan
{
    public override bool WantsContent => false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

    public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (digest != expected)
            throw ScanFault.OtherBytes();

        return await waiter.WaitAsync(analysis, digest, budget, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync()
    {
        budget.Dispose();
        return base.DisposeAsync();
    }
}
