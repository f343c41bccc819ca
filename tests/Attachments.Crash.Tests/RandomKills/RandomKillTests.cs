using System.Diagnostics;
using System.Globalization;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.RandomKills;

/// <summary>
/// Two hosts on one database and folder, killed at random moments under load. ATTACHMENTS_TEST_KILL_ROUNDS (8) sets how often, ATTACHMENTS_TEST_SEED
/// makes the clients do the same again.
/// </summary>
public abstract class RandomKillTests(DatabaseEngine engine)
{
    private const int Clients = 8;

    private static readonly HostSettings Settings = new() { SweepInterval = TimeSpan.FromMilliseconds(100), Grace = TimeSpan.FromMilliseconds(300) };

    private static readonly int Rounds = Setting("ATTACHMENTS_TEST_KILL_ROUNDS", 8);

    // The normal run is to end in time on a slow machine too; a long run asks for its rounds by name.
    private static readonly TimeSpan Budget = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_KILL_ROUNDS") is null ? TimeSpan.FromSeconds(30) : TimeSpan.MaxValue;

    private readonly int seed = Setting("ATTACHMENTS_TEST_SEED", Random.Shared.Next(1, 1_000_000));

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_else_is_left_when_hosts_are_killed_at_random()
    {
        await using var deployment = await Deployment.CreateAsync(engine);
        var random = new Random(seed);

        // On a machine that is busy starting hosts, an upload may well be held up past so short a grace.
        var ledger = new Ledger { MayBeUnavailable = true, UnavailableLeavesNothing = true };
        var hosts = new HostPool(await deployment.StartAsync(Settings), await deployment.StartAsync(Settings));
        var clients = LoadRun.MakeClients(Clients, hosts, ledger, seed);

        var watch = Stopwatch.StartNew();
        var round = 0;
        while (round < Rounds && watch.Elapsed < Budget)
        {
            round++;
            await using var load = LoadRun.Start(clients, hosts, ledger, seed + round);
            await Task.WhenAll(Enumerable.Range(0, hosts.Count).Select(host => KillAndRestartAsync(deployment, hosts, host, random.Next(50, 1000))));

            // And both in the midst of the load, so that the round ends with work undone.
            await Task.Delay(random.Next(100, 400), TestContext.Current.CancellationToken);
            await Poll.UntilAsync(() => Task.FromResult(ledger.Uploads > 0), "an upload was not acknowledged");
            var stopping = load.StopAsync();
            await Task.WhenAll(KillAsync(hosts[0]), KillAsync(hosts[1]));
            var seen = await stopping;
            await Task.WhenAll(StartAsync(deployment, hosts, 0), StartAsync(deployment, hosts, 1));

            await AssertInvariantsAsync(deployment, hosts, ledger, seen, $"seed {seed}, round {round}");
        }

        await ledger.CheckAsync(hosts[0].Client);
        Assert.Empty(ledger.Violations);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}: {round} rounds, {4 * round} kills, {ledger.Messages.Count} messages, {ledger.Uploads} acknowledged uploads.");
    }

    private static async Task KillAndRestartAsync(Deployment deployment, HostPool hosts, int host, int afterMilliseconds)
    {
        await Task.Delay(afterMilliseconds, TestContext.Current.CancellationToken);
        await KillAsync(hosts[host]);
        await StartAsync(deployment, hosts, host);
    }

    private static async Task StartAsync(Deployment deployment, HostPool hosts, int host) => hosts[host] = await deployment.StartAsync(Settings);

    private static async Task KillAsync(HostProcess host)
    {
        host.Kill();
        Assert.Equal(HostProcess.KilledExitCode, await host.WaitForExitAsync());
    }

    private static async Task AssertInvariantsAsync(Deployment deployment, HostPool hosts, Ledger ledger, IReadOnlyList<string> seen, string where)
    {
        await ledger.CheckTouchedAsync(hosts[0].Client);

        var violations = seen.Concat(ledger.Violations).ToList();
        Assert.True(violations.Count == 0, $"{where}: {string.Join('\n', violations)}\n{hosts[0].Output}\n{hosts[1].Output}");
        await Audit.AssertSweptCleanAsync(deployment, hosts[1]);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
