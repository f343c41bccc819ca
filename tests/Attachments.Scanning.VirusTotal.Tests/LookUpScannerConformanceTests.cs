using Attachments.Scanning.VirusTotal.Fake;
using Attachments.Testing.Scanning;

namespace Attachments.Scanning.VirusTotal;

/// <summary>A VirusTotal that is only asked.</summary>
public sealed class LookUpScannerConformanceTests : BlobScannerConformanceTests
{
    private ScannerHarness? harness;
    private ScannerHarness? unreachable;

    protected override int? OpenConnections => harness?.Fake.Running;

    protected override async ValueTask<IBlobScanner> CreateScannerAsync()
    {
        harness = await ScannerHarness.StartAsync();
        harness.Fake.Files[FakeVirusTotal.EicarDigest] = new FakeFile { Malicious = 61, Label = "virus.eicar/test" };
        return harness.Scanner;
    }

    protected override async ValueTask<IBlobScanner> CreateUnreachableScannerAsync()
    {
        unreachable = await ScannerHarness.StartAsync(options => options.Endpoint = new Uri("http://127.0.0.1:9/api/v3/"));
        return unreachable.Scanner;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (harness is not null)
            await harness.DisposeAsync();
        if (unreachable is not null)
            await unreachable.DisposeAsync();
    }
}
