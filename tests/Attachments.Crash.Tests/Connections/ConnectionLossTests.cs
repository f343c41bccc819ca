using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Connections;

/// <summary>The database cuts the hosts' connections at random moments, also between a commit and its answer.</summary>
public sealed class ConnectionLossTests
{
    private const int Clients = 8;
    private const int Cuts = 150;

    private static readonly HostSettings Settings = new() { SweepInterval = TimeSpan.FromMilliseconds(100), Grace = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_else_is_left_when_connections_are_cut()
    {
        await using var deployment = await Deployment.CreateAsync(DatabaseEngine.PostgreSql);
        var database = (PostgreSqlDatabase)deployment.Database;
        var hosts = new HostPool(await deployment.StartAsync(Settings), await deployment.StartAsync(Settings));
        var ledger = new Ledger { MayBeUnavailable = true };
        var seed = Random.Shared.Next(1, 1_000_000);
        var random = new Random(seed);

        await using var load = LoadRun.Start(LoadRun.MakeClients(Clients, hosts, ledger, seed), hosts, ledger, seed);
        long cut = 0;
        for (var i = 0; i < Cuts; i++)
        {
            cut += await database.CutConnectionsAsync();
            await Task.Delay(random.Next(10, 100), TestContext.Current.CancellationToken);
        }

        var seen = await load.StopAsync();

        await ledger.CheckAsync(hosts[0].Client);
        var violations = seen.Concat(ledger.Violations).ToList();
        Assert.True(violations.Count == 0, $"seed {seed}: {string.Join('\n', violations)}\n{hosts[0].Output}\n{hosts[1].Output}");
        Assert.True(cut > Cuts && ledger.Uploads > 0, $"{cut} connections were cut, {ledger.Uploads} uploads were acknowledged.");
        await Audit.AssertNoRowWithoutBytesAsync(deployment);
        await Audit.AssertSweptCleanAsync(deployment, hosts[0]);
    }
}
