using Attachments.Scanning;

namespace Attachments.Testing.Scanning;

public sealed class InMemoryScannerTests : BlobScannerConformanceTests
{
    private readonly InMemoryScanner scanner = new();

    protected override int? OpenConnections => scanner.OpenScans;

    protected override ValueTask<IBlobScanner> CreateScannerAsync() => ValueTask.FromResult<IBlobScanner>(scanner);

    protected override ValueTask<IBlobScanner> CreateUnreachableScannerAsync() =>
        ValueTask.FromResult<IBlobScanner>(new InMemoryScanner { Outage = new ScannerUnavailableException("Away.") });
}
