using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Scans;

/// <summary>A host that dies between two steps of finding infected bytes, and what the next one makes of it.</summary>
public abstract class InfectedCrashTests(DatabaseEngine engine)
{
    private static readonly ScanContent Content = ScanContent.Make(BlobStatus.Infected, 1);

    [Theory]
    [InlineData("after-scan-claim", BlobStatus.Pending)]
    [InlineData("in-scan", BlobStatus.Pending)]
    [InlineData("before-record", BlobStatus.Pending)]
    [InlineData("after-record", BlobStatus.Infected)]
    [InlineData("before-bytes-deleted", BlobStatus.Infected)]
    [InlineData("after-bytes-deleted", BlobStatus.Infected)]
    [InlineData("before-forget", BlobStatus.Infected)]
    [InlineData("after-forget", BlobStatus.Infected)]
    public async Task Infected_bytes_are_removed_and_remembered_when_the_host_dies(string point, BlobStatus left)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var settings = Settings();
        await DieScanningAsync(scenario, point, settings);
        Assert.Equal(left, (await scenario.ReadAsync(Content)).Status);
        await Audit.AssertNoRowWithoutBytesAsync(scenario.Deployment);

        var host = await scenario.StartAsync(settings);
        var judged = await scenario.UntilJudgedAsync(Content, host);
        await Audit.AssertSweptCleanAsync(scenario.Deployment, host);

        Assert.Equal((BlobStatus.Infected, BlobContent.Removed), (judged.Status, judged.Content));
        Assert.Empty(scenario.Deployment.Folder.ReadBlobs());
        await ScanScenario.AssertShownAsync(host, Content, BlobStatus.Infected);
        await AssertRefusedAsync(host);
        await scenario.AssertNoViolationAsync();
    }

    [Theory]
    [InlineData("before-record", BlobStatus.Pending)]
    [InlineData("after-record", BlobStatus.Infected)]
    public async Task Infected_bytes_are_quarantined_when_the_host_dies(string point, BlobStatus left)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var settings = Settings() with { Quarantine = true };
        await DieScanningAsync(scenario, point, settings);
        Assert.Equal(left, (await scenario.ReadAsync(Content)).Status);

        var host = await scenario.StartAsync(settings);
        var judged = await scenario.UntilJudgedAsync(Content, host);
        await Audit.AssertSweptCleanAsync(scenario.Deployment, host);

        Assert.Equal((BlobStatus.Infected, BlobContent.Quarantined), (judged.Status, judged.Content));
        Assert.Single(scenario.Deployment.Folder.ReadBlobs());
        await ScanScenario.AssertShownAsync(host, Content, BlobStatus.Infected);
        await AssertRefusedAsync(host);
    }

    // A short lease: the next host has to wait for its end.
    private static ScanSettings Settings() => ScanSettings.OfClamd() with { Timeout = TimeSpan.FromSeconds(1) };

    private static async Task DieScanningAsync(ScanScenario scenario, string point, ScanSettings settings)
    {
        var host = await scenario.StartFirstAsync(settings);
        await host.Client.CrashAtAsync(point);
        await ScanScenario.UploadAsync(host, Content);
        Assert.Equal(HostProcess.KilledExitCode, await host.WaitForExitAsync());
    }

    private static async Task AssertRefusedAsync(HostProcess host)
    {
        var again = await host.Client.UploadAsync("another", Content.Bytes);
        Assert.Equal((400, "malware_detected"), (again.Status, again["code"]));
    }
}
