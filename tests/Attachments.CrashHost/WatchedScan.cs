using Attachments.Content;
using Attachments.Scanning;

namespace Attachments.CrashHost;

internal sealed class WatchedScan(Guid blob, Points points, ScanWishes wishes, ScannerVersion version) : BlobScan
{
    private bool hasBegun;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (hasBegun)
            return;

        hasBegun = true;
        ScanReports.Scanning(blob);
        await points.ReachAsync("in-scan");
        await Task.Delay(wishes.Pause * Random.Shared.NextDouble(), cancellationToken);
    }

    public override ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ScanReport(wishes.Verdict, version, wishes.Verdict == ScanVerdict.Clean ? null : "A test wants it."));

    public override ValueTask DisposeAsync()
    {
        if (hasBegun)
            ScanReports.Scanned(blob);

        return base.DisposeAsync();
    }
}
