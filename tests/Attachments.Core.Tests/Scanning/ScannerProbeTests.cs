using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Scanning;

public sealed class ScannerProbeTests
{
    // Who is not asked for an upload's verdict keeps no upload waiting.
    [Theory]
    [InlineData(ScanMode.Background, true, false, false)]
    [InlineData(ScanMode.Background, false, false, false)]
    [InlineData(ScanMode.Inline, false, false, false)]
    [InlineData(ScanMode.Inline, true, false, true)]
    [InlineData(ScanMode.Background, true, true, true)]
    [InlineData(ScanMode.Inline, false, true, true)]
    public async Task Scanner_that_is_away_takes_the_host_out_of_service_only_where_uploads_wait_for_it(ScanMode mode, bool canScanInline, bool isMisconfigured, bool isUnready)
    {
        var scanner = new ScriptedScanner
        {
            CanScanInline = canScanInline,
            OnCheck = _ => throw new ScannerUnavailableException("Down.") { IsMisconfigured = isMisconfigured },
        };
        var probe = new ScannerProbe<ScriptedScanner>([scanner], Options.Create(new ScanningOptions { Mode = mode }));

        var checking = probe.CheckAsync(TestContext.Current.CancellationToken).AsTask();

        if (isUnready)
            await Assert.ThrowsAsync<ScannerUnavailableException>(() => checking);
        else
            Assert.Equal("Down.", await checking);
    }
}
