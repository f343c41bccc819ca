using System.Text;
using Attachments.Scanning.VirusTotal.Fake;
using Attachments.Testing.Scanning;

namespace Attachments.Scanning.VirusTotal;

/// <summary>A VirusTotal that knows nothing but the test file, and is sent the rest.</summary>
public sealed class UploadingScannerConformanceTests : BlobScannerConformanceTests
{
    private ScannerHarness? harness;
    private ScannerHarness? unreachable;

    protected override int? OpenConnections => harness?.Fake.Running;

    protected override async ValueTask<IBlobScanner> CreateScannerAsync()
    {
        // All scans share one clock, which every wait for a poll moves.
        harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true, TimeSpan.FromHours(1));
        harness.Fake.Judge = Judge;
        harness.Fake.Files[FakeVirusTotal.EicarDigest] = new FakeFile { Malicious = 61, Label = "virus.eicar/test" };
        return harness.Scanner;
    }

    protected override async ValueTask<IBlobScanner> CreateUnreachableScannerAsync()
    {
        unreachable = await ScannerHarness.StartAsync(options => (options.UploadUnknownFiles, options.Endpoint) = (true, new Uri("http://127.0.0.1:9/api/v3/")));
        return unreachable.Scanner;
    }

    // The same bytes with a blank behind them, which VirusTotal has not seen.
    protected override ReadOnlyMemory<byte> InfectedBytes => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(InMemoryScanner.EicarFile.Span) + " ");

    protected override ValueTask<ScanTarget> CreateTargetAsync(byte[] bytes) => ValueTask.FromResult(ScannerHarness.Target(bytes));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (harness is not null)
            await harness.DisposeAsync();
        if (unreachable is not null)
            await unreachable.DisposeAsync();
    }

    private static FakeFile Judge(byte[] content) =>
        content.AsSpan().IndexOf(InMemoryScanner.EicarFile.Span) >= 0 ? new FakeFile { Malicious = 60, Undetected = 10 } : new FakeFile { Undetected = 70 };
}
