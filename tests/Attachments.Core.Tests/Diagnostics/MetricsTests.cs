using System.Diagnostics.Metrics;
using Attachments.Scanning;
using Attachments.Service;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Diagnostics;

public sealed class MetricsTests : IAsyncDisposable
{
    private readonly ScriptedScanner scanner = new();
    private readonly ServiceHarness harness;
    private readonly RecordedMetrics metrics;

    public MetricsTests()
    {
        harness = new ServiceHarness(services =>
        {
            services.AddMetrics();
            services.AddSingleton<IBlobScanner>(scanner);
            services.Configure<ScanningOptions>(options => options.Mode = ScanMode.Background);
        });
        metrics = new RecordedMetrics(harness.Services.GetRequiredService<IMeterFactory>());
    }

    private IBlobScanProcessor Processor => harness.Services.GetRequiredService<IBlobScanProcessor>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        metrics.Dispose();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task Uploads_are_counted_by_outcome()
    {
        await harness.UploadAsync("content");
        await harness.UploadAsync("content");
        await harness.UploadAsync("");

        Assert.Equal([(1, "accepted"), (1, "duplicate"), (1, "FileEmpty")], metrics.Of("attachments.uploads"));
        Assert.Equal(0, metrics.Of("attachments.uploads.active").Sum(measurement => measurement.Value));
        Assert.Equal([7, 7], metrics.Of("attachments.upload.size").Select(measurement => measurement.Value));
    }

    [Theory]
    [InlineData(ScanVerdict.Clean, "safe")]
    [InlineData(ScanVerdict.Infected, "infected")]
    [InlineData(ScanVerdict.Unscannable, "unscannable")]
    public async Task Scans_are_counted_and_timed_by_verdict(ScanVerdict verdict, string outcome)
    {
        scanner.Verdict = _ => new ScanReport(verdict, scanner.Version);
        await harness.UploadAsync("content");

        await Processor.ScanNextAsync(Token);

        Assert.Equal([(1, outcome)], metrics.Of("attachments.scans"));
        Assert.Equal(outcome, Assert.Single(metrics.Of("attachments.scan.duration")).Outcome);
    }

    [Fact]
    public async Task Scan_without_a_verdict_counts_as_failed()
    {
        scanner.OnBegin = ScriptedScanner.Unavailable();
        await harness.UploadAsync("content");

        await Processor.ScanNextAsync(Token);

        Assert.Equal([(1, "failed")], metrics.Of("attachments.scans"));
    }

    [Fact]
    public async Task Blob_whose_bytes_are_missing_is_counted()
    {
        var uploaded = (await harness.UploadAsync("content")).Value!.Attachment;
        await harness.Memory.DeleteAsync(uploaded.Key, Token);

        await Processor.ScanNextAsync(Token);

        Assert.Equal([(1, null)], metrics.Of("attachments.blobs.missing"));
    }

    [Fact]
    public async Task Every_instrument_is_in_the_operators_handbook()
    {
        await harness.UploadAsync("content");
        var handbook = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"), Token);

        Assert.NotEmpty(metrics.Instruments);
        Assert.All(metrics.Instruments, instrument => Assert.Contains($"`{instrument}`", handbook, StringComparison.Ordinal));
    }
}
