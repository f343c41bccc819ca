using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Scans;

/// <summary>A host that dies between two steps of a decision about quarantined bytes; the decision can be repeated.</summary>
public abstract class QuarantineCrashTests(DatabaseEngine engine)
{
    private static readonly ScanContent Content = ScanContent.Make(BlobStatus.Infected, 1);

    [Theory]
    [InlineData("before-quarantine-release", BlobStatus.Infected)]
    [InlineData("after-quarantine-release", BlobStatus.Safe)]
    public async Task Release_is_done_or_not_when_the_host_dies(string point, BlobStatus left)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var blob = await QuarantineAsync(scenario, point, (host, blob) => host.ReleaseAsync(blob));
        Assert.Equal(left, (await scenario.ReadAsync(Content)).Status);
        await Audit.AssertNoRowWithoutBytesAsync(scenario.Deployment);
        var host = await StartAsync(scenario);
        await ScanScenario.AssertShownAsync(host, Content, left);

        await host.Client.ReleaseAsync(blob);

        await ScanScenario.AssertShownAsync(host, Content, BlobStatus.Safe);
        await Audit.AssertSweptCleanAsync(scenario.Deployment, host);
        Assert.Single(scenario.Deployment.Folder.ReadBlobs());
    }

    [Theory]
    [InlineData("before-purge", BlobContent.Quarantined)]
    [InlineData("after-purge", BlobContent.Removed)]
    [InlineData("before-bytes-deleted", BlobContent.Removed)]
    [InlineData("after-bytes-deleted", BlobContent.Removed)]
    [InlineData("before-forget", BlobContent.Removed)]
    [InlineData("after-forget", BlobContent.Removed)]
    public async Task Purge_is_done_or_not_when_the_host_dies(string point, BlobContent left)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var blob = await QuarantineAsync(scenario, point, (host, blob) => host.PurgeAsync(blob));
        Assert.Equal(left, (await scenario.ReadAsync(Content)).Content);
        await Audit.AssertNoRowWithoutBytesAsync(scenario.Deployment);
        var host = await StartAsync(scenario);

        await host.Client.PurgeAsync(blob);

        await Audit.AssertSweptCleanAsync(scenario.Deployment, host);
        Assert.Empty(scenario.Deployment.Folder.ReadBlobs());
        await ScanScenario.AssertShownAsync(host, Content, BlobStatus.Infected);
    }

    [Theory]
    [InlineData("before-purge")]
    [InlineData("after-purge")]
    [InlineData("before-bytes-deleted")]
    [InlineData("after-bytes-deleted")]
    [InlineData("before-forget")]
    public async Task Purge_of_bytes_without_an_attachment_leaves_nothing_when_the_host_dies(string point)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var blob = await QuarantineAsync(scenario, point, (host, blob) => host.PurgeAsync(blob), deleteFirst: true);
        var host = await StartAsync(scenario);

        await host.Client.PurgeAsync(blob);

        await Poll.UntilAsync(
            async () =>
            {
                await host.Client.SweepAsync();
                return await scenario.Database.CountStraysAsync() == 0;
            },
            "a stray stays");
        Assert.Empty(await scenario.Database.ReadBlobsAsync());
        Assert.Empty(scenario.Deployment.Folder.ReadBlobs());
    }

    private static Task<HostProcess> StartAsync(ScanScenario scenario) => scenario.StartAsync(Settings());

    private static ScanSettings Settings() => ScanSettings.OfClamd() with { Quarantine = true };

    // Until the host has died over the decision.
    private static async Task<Guid> QuarantineAsync(
        ScanScenario scenario, string point, Func<HostClient, Guid, Task<Answer>> decide, bool deleteFirst = false)
    {
        var host = await StartAsync(scenario);
        var attachment = await ScanScenario.UploadAsync(host, Content);
        var blob = await scenario.UntilJudgedAsync(Content, host);
        Assert.Equal(BlobContent.Quarantined, blob.Content);
        if (deleteFirst)
            Assert.Equal(200, (await host.Client.DeleteAsync(attachment!)).Status);

        await host.Client.CrashAtAsync(point);
        Assert.True((await decide(host.Client, blob.Id)).IsLost);
        Assert.Equal(HostProcess.KilledExitCode, await host.WaitForExitAsync());
        return blob.Id;
    }
}
