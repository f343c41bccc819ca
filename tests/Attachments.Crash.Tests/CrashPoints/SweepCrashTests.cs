using Attachments.Crash.Deployments;
using Attachments.Crash.Load;

namespace Attachments.Crash.CrashPoints;

public abstract class SweepCrashTests(DatabaseEngine engine)
{
    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("before-claim")]
    [InlineData("after-claim")]
    [InlineData("before-bytes-deleted", 1)]
    [InlineData("before-bytes-deleted", 2)]
    [InlineData("after-bytes-deleted", 1)]
    [InlineData("after-bytes-deleted", 2)]
    [InlineData("before-forget", 1)]
    [InlineData("before-forget", 2)]
    [InlineData("after-forget", 1)]
    [InlineData("after-forget", 2)]
    [InlineData("before-walk")]
    [InlineData("after-walk")]
    [InlineData("before-drop-stagings")]
    [InlineData("after-drop-stagings")]
    public async Task Sweep_is_taken_over_by_the_next_one_when_the_host_dies(string point, int on = 1)
    {
        await using var scenario = await CrashScenario.StartAsync(engine);
        await LeaveStraysAsync(scenario);
        await scenario.RestartAsync();

        await scenario.DieAtAsync(point, on, _ => SweepUntilDeadAsync(scenario));

        await scenario.AssertWholeAfterRestartAsync();
    }

    // One kill that leaves all that a sweep is for: a staging, a reservation with published bytes, a condemned blob with its bytes, and a blob that
    // lost its only attachment behind the library's back.
    private static async Task LeaveStraysAsync(CrashScenario scenario)
    {
        var host = scenario.Host.Client;
        await scenario.UploadAsync("cascaded", Contents.Make(200));

        await host.StallAtAsync("before-attach", ForEver);
        var published = scenario.Ledger.UploadAsync(host, "published", Contents.Make(201));
        await host.ReachedAsync("before-attach");

        await host.StallAtAsync("before-reserve", ForEver);
        var staged = scenario.Ledger.UploadAsync(host, "staged", Contents.Make(202));
        await host.ReachedAsync("before-reserve");

        await host.StallAtAsync("after-delete", ForEver);
        var condemned = scenario.Ledger.DeleteAsync(host, CrashScenario.Message, Contents.Digest(CrashScenario.First));
        await host.ReachedAsync("after-delete");

        await scenario.KillAsync();
        await Task.WhenAll(published, staged, condemned);

        await scenario.Database.CascadeAsync("cascaded");
        scenario.Ledger["cascaded"][Contents.Digest(Contents.Make(200))] = LedgerEntry.Absent;
    }

    // The first sweep may come before the strays are due.
    private static Task SweepUntilDeadAsync(CrashScenario scenario) => Poll.UntilAsync(
        async () => (await scenario.Host.Client.SweepAsync()).IsLost,
        "the sweep did not bring the host to its point");
}
