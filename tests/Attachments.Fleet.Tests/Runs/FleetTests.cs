using Attachments.LoadTests.Fleet;
using Attachments.LoadTests.Fleet.Measurements;

namespace Attachments.Fleet.Runs;

/// <summary>The run of <c>eng/fleet.sh</c>, one minute long. <c>docs/scale-out.md</c> has the long one.</summary>
[Collection(FleetCollection.Name)]
public sealed class FleetTests(ServicesFixture fixture) : IClassFixture<ServicesFixture>
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_else_is_left_while_hosts_radosgw_and_Redis_are_killed_in_turn()
    {
        var settings = new FleetSettings
        {
            Duration = TimeSpan.FromMinutes(1),
            LeastFaults = 3,
            LongestPause = TimeSpan.FromSeconds(2),
            LongestFault = TimeSpan.FromSeconds(3),
            Grace = TimeSpan.FromSeconds(20),
            ServicesDirectory = fixture.Directory,
            FirstPort = fixture.FirstPort,
        };
        await using var run = new FleetRun(settings, fixture.Services);

        var report = await run.RunAsync();

        report.Print(new OutputWriter(TestContext.Current.TestOutputHelper!));
        Assert.True(report.Violations.Count == 0, $"{string.Join('\n', report.Violations.Take(20))}\nThe hosts' logs and the journal are in {run.LogDirectory}.");
        Assert.Superset(new HashSet<string> { "host killed", "radosgw killed", "Redis killed" }, report.Outages.Select(outage => outage.Kind).ToHashSet());
        Assert.True(report.Operations.Count(operation => operation is { Kind: OperationKind.Upload, Outcome: OperationOutcome.Done }) > 50, "There were hardly any uploads.");
        Assert.True(report.CheckedDownloads > 50, "There was hardly anything to compare in the end.");
    }
}
