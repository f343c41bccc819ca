using System.Diagnostics;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Scans;

/// <summary>A host that is asked to stop in mid-scan, and another one that need not wait for the lease.</summary>
public abstract class HandBackTests(DatabaseEngine engine, JobBroker broker)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private static readonly ScanContent Content = ScanContent.Make(BlobStatus.Safe, 1);

    [Fact]
    public async Task Host_that_stops_in_mid_scan_hands_its_claim_back()
    {
        // The lease is ten minutes, and the scan of the one that stops takes longer. No pass of Hangfire's helps: the wake-up must cross the hosts.
        var settings = ScanSettings.OfClamd() with { Timeout = TimeSpan.FromMinutes(5), PassInterval = TimeSpan.FromHours(1) };
        await using var scenario = await ScanScenario.CreateAsync(engine, broker);
        var stopping = await scenario.StartFirstAsync(settings with { Pause = TimeSpan.FromDays(1) });
        await ScanScenario.UploadAsync(stopping, Content);
        await Poll.UntilAsync(() => Task.FromResult(stopping.Scans.IsScanning), () => Task.FromResult($"the host scans nothing\n{stopping.Output}"));
        var other = await scenario.StartAsync(settings);

        var watch = Stopwatch.StartNew();
        stopping.Terminate();
        var judged = await scenario.UntilJudgedAsync(Content, other);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Moment);
        Assert.Equal(BlobStatus.Safe, judged.Status);
        Assert.Equal(0, await stopping.WaitForExitAsync());
        var audit = await ScanAudit.ReadAsync(scenario.Database);
        Assert.Empty(audit.Violations);
        Assert.Equal((2, 0), (audit.Claims, audit.TakeOvers));
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}, {broker}: scanned by the other host {watch.Elapsed.TotalSeconds:0.0} s after SIGTERM.");
    }
}
