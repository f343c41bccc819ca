using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Scans;

/// <summary>A host that is held up past its lease, and another one that takes its blob over.</summary>
public abstract class LateResultTests(DatabaseEngine engine)
{
    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(5);

    private static readonly ScanContent Content = ScanContent.Make(BlobStatus.Safe, 1);

    [Theory]
    [InlineData("Infected", BlobStatus.Safe)]
    [InlineData("Unscannable", BlobStatus.Safe)]
    [InlineData("Clean", BlobStatus.Infected)]
    public async Task Verdict_that_comes_after_a_takeover_changes_nothing(string late, BlobStatus first)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var slow = await scenario.StartFirstAsync(Alone() with { Verdict = late });
        await slow.Client.StallAtAsync("before-record", ForEver);
        await ScanScenario.UploadAsync(slow, Content);
        await slow.Client.ReachedAsync("before-record");
        var fast = await scenario.StartAsync(Alone() with { Verdict = first == BlobStatus.Safe ? "Clean" : first.ToString() });
        var judged = await scenario.UntilJudgedAsync(Content, fast);
        fast.Kill();

        await slow.Client.DisarmAsync("before-record");

        await FinishAsync(scenario, slow);
        await UntilRefusedAsync(slow);
        Assert.Equal(first, judged.Status);
        Assert.Equal(judged, await scenario.ReadAsync(Content));
        await ScanScenario.AssertShownAsync(slow, Content, first);
        await scenario.AssertNoViolationAsync();
    }

    [Fact]
    public async Task Failure_that_comes_after_a_takeover_leaves_the_claim_alone()
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var slow = await scenario.StartFirstAsync(Alone());
        await slow.Client.StallAtAsync("in-scan", ForEver);
        await ScanScenario.UploadAsync(slow, Content);
        await slow.Client.ReachedAsync("in-scan");
        var fast = await scenario.StartAsync(Alone() with { Timeout = TimeSpan.FromMinutes(1), StallAt = "in-scan" });
        await fast.Client.ReachedAsync("in-scan");
        var claimed = await scenario.ReadAsync(Content);

        await slow.Client.DisarmAsync("in-scan");
        await UntilRefusedAsync(slow);

        Assert.Equal(claimed, await scenario.ReadAsync(Content));
        await fast.Client.DisarmAsync("in-scan");
        Assert.Equal(BlobStatus.Safe, (await scenario.UntilJudgedAsync(Content, fast)).Status);
        await scenario.AssertNoViolationAsync();
    }

    [Theory]
    [InlineData("in-scan")]
    [InlineData("before-record")]
    public async Task Host_that_was_frozen_in_mid_scan_changes_nothing_when_it_goes_on(string point)
    {
        await using var scenario = await ScanScenario.CreateAsync(engine);
        var frozen = await scenario.StartFirstAsync(Alone() with { Verdict = "Infected" });
        await frozen.Client.StallAtAsync(point, ForEver);
        await ScanScenario.UploadAsync(frozen, Content);
        await frozen.Client.ReachedAsync(point);
        frozen.Freeze();
        var fast = await scenario.StartAsync(Alone());
        var judged = await scenario.UntilJudgedAsync(Content, fast);

        frozen.Thaw();
        await frozen.Client.DisarmAsync(point);
        await UntilRefusedAsync(frozen);

        Assert.Equal(BlobStatus.Safe, judged.Status);
        Assert.Equal(judged, await scenario.ReadAsync(Content));
        await ScanScenario.AssertShownAsync(frozen, Content, BlobStatus.Safe);
        await scenario.AssertNoViolationAsync();
    }

    // One scan at once: the next one begins when all that follows the first is done. And on SQLite nobody is frozen in the midst of looking for work.
    private static ScanSettings Alone() => ScanSettings.OfClamd() with { AtOnce = 1, Timeout = TimeSpan.FromSeconds(1) };

    private static Task UntilRefusedAsync(HostProcess host) =>
        Poll.UntilAsync(() => Task.FromResult(host.Scans.Refused.Count > 0), () => Task.FromResult($"the late host was not refused\n{host.Output}"));

    private static async Task FinishAsync(ScanScenario scenario, HostProcess host)
    {
        var next = ScanContent.Make(BlobStatus.Safe, 2);
        var answer = await host.Client.UploadAsync("next", next.Bytes);
        Assert.Equal(201, answer.Status);
        await scenario.UntilJudgedAsync(next, host);
    }
}
