using Attachments.Scanning;

namespace Attachments.CrashHost;

/// <summary>Stands beside the real scanner: tells of scans under way, takes as long as a test wants and says what it wants.</summary>
internal sealed class WatchedScanner(Points points, ScanWishes wishes) : IBlobScanner
{
    private static readonly ScannerVersion Version = new("Watched");

    public string Name => "watched";

    public bool CanScanInline => true;

    public ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken) =>
        ValueTask.FromResult<BlobScan>(new WatchedScan(target.Blob.Blob.Value, points, wishes, Version));

    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Version);

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
