using System.Diagnostics;
using System.Globalization;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>
/// Two hosts on one database and folder, killed in the midst of scans under load. ATTACHMENTS_TEST_SCAN_KILLS (5) sets how often,
/// ATTACHMENTS_TEST_SEED makes the clients do the same again.
/// </summary>
public abstract class ScanKillTests(DatabaseEngine engine, JobBroker broker)
{
    private static readonly int Kills = Setting("ATTACHMENTS_TEST_SCAN_KILLS", 5);

    // The normal run is to end in time on a slow machine too; a long run asks for its kills by name.
    private static readonly TimeSpan Budget = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_SCAN_KILLS") is null ? TimeSpan.FromSeconds(20) : TimeSpan.MaxValue;

    // Without a kill that met a scan there is nothing to see.
    private static readonly TimeSpan LongestBudget = TimeSpan.FromTicks(Math.Max(Budget.Ticks, TimeSpan.FromSeconds(80).Ticks));

    private readonly int seed = Setting("ATTACHMENTS_TEST_SEED", Random.Shared.Next(1, 1_000_000));
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int kills;
    private int killsAtAll;

    [Fact]
    public async Task Every_blob_gets_one_final_verdict_from_one_holder_at_a_time_when_hosts_are_killed_in_mid_scan()
    {
        var settings = new HostSettings
        {
            Grace = TimeSpan.FromSeconds(2),
            SweepInterval = TimeSpan.FromMilliseconds(500),
            Scanning = ScanSettings.OfClamd() with { Pause = TimeSpan.FromMilliseconds(200) },
        };
        await using var deployment = await Deployment.CreateAsync(engine, broker);
        var hosts = new HostPool(await deployment.StartAsync(settings), await deployment.StartAsync(settings));
        await deployment.Database.WatchScansAsync();
        watch.Restart();

        var ledger = new ScanLedger();
        await using (var load = ScanLoad.Start(hosts, ledger, deployment.Database, seed))
        {
            await Task.WhenAll(KillAndRestartAsync(deployment, hosts, 0, settings), KillAndRestartAsync(deployment, hosts, 1, settings));
            await load.StopAsync();
        }

        // One of them must manage alone, with what both have left.
        hosts[1].Kill();
        await DrainAsync(deployment, hosts[0]);
        var killed = watch.Elapsed;

        var audit = await ScanAudit.ReadAsync(deployment.Database);
        await ledger.CheckAsync(hosts[0], deployment.Database);
        var violations = audit.Violations.Concat(ledger.Violations).ToList();
        Assert.True(violations.Count == 0, $"seed {seed}: {string.Join('\n', violations.Take(20))}\n{hosts[0].Output}");
        await Audit.AssertSweptCleanAsync(deployment, hosts[0]);

        Assert.True(kills > 0, "No host was killed while it held a claim.");
        Assert.True(audit.TakeOvers > 0, "No claim of a killed host was taken over.");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{engine}, {broker}, seed {seed}: {kills} kills in mid-scan (of {killsAtAll}), {audit.Claims} claims, {audit.TakeOvers} of them after a lease had run out, "
            + $"{audit.Verdicts} verdicts, {ledger.Entries.Count} acknowledged uploads; {killed.TotalSeconds:0} s, with the audit {watch.Elapsed.TotalSeconds:0} s.");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static Task DrainAsync(Deployment deployment, HostProcess host) => Poll.UntilAsync(
        async () => await deployment.Database.CountPendingAsync() == 0,
        async () => $"{await deployment.Database.CountPendingAsync()} blobs are pending.\n{host.Output}");

    private async Task KillAndRestartAsync(Deployment deployment, HostPool hosts, int index, HostSettings settings)
    {
        var random = new Random(seed + index);
        while (Volatile.Read(ref kills) is var done && done < Kills && watch.Elapsed < (done == 0 ? LongestBudget : Budget))
        {
            var host = hosts[index];
            var before = random.Next(12);
            await Poll.UntilAsync(
                () => Task.FromResult(host.Scans.Ended >= before && host.Scans.IsScanning), () => Task.FromResult($"the host scans nothing\n{host.Output}"));
            host.Kill();
            Assert.Equal(HostProcess.KilledExitCode, await host.WaitForExitAsync());

            Interlocked.Increment(ref killsAtAll);
            if (await DiedInMidScanAsync(deployment, host))
                Interlocked.Increment(ref kills);

            hosts[index] = await deployment.StartAsync(settings);
        }
    }

    // It is dead: a claim of its that lives now was alive when it died, and the scan that it was for had begun and not ended.
    private static async Task<bool> DiedInMidScanAsync(Deployment deployment, HostProcess host)
    {
        var underWay = host.Scans.UnderWay;
        return (await deployment.Database.ReadBlobsAsync()).Any(blob =>
            blob.IsDueLater && underWay.Contains(blob.Id) && blob.Lease is { } token && host.Scans.Claims.ContainsKey(token));
    }
}
