using System.Diagnostics;
using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>Many uploads while no scanner is there, and then everything is killed at once.</summary>
public abstract class BacklogTests(DatabaseEngine engine, JobBroker broker)
{
    private const int Count = 1000;
    private const int AtOnce = 8;

    [Fact]
    public async Task Thousand_pending_blobs_survive_a_restart_of_everything_and_are_all_scanned()
    {
        var settings = new HostSettings { Grace = TimeSpan.FromMinutes(1), Scanning = ScanSettings.OfClamd() with { Clamd = ScanSettings.Nowhere, PollInterval = TimeSpan.FromSeconds(1) } };
        await using var deployment = await Deployment.CreateAsync(engine, broker);
        var hosts = new HostPool(await deployment.StartAsync(settings), await deployment.StartAsync(settings));
        await deployment.Database.WatchScansAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await UploadAsync(hosts[number % 2], number));
        Assert.Equal(Count, await deployment.Database.CountPendingAsync());

        await KillEverythingAsync(deployment, hosts);
        settings = settings with { Scanning = ScanSettings.OfClamd() };
        hosts = new HostPool(await deployment.StartAsync(settings), await deployment.StartAsync(settings));
        var watch = Stopwatch.StartNew();
        await Poll.UntilAsync(async () => await deployment.Database.CountPendingAsync() == 0, () => DescribeAsync(deployment, hosts));

        var blobs = await deployment.Database.ReadBlobsAsync();
        Assert.Equal(Count, blobs.Count(blob => blob.Status == BlobStatus.Safe));
        Assert.Empty((await ScanAudit.ReadAsync(deployment.Database)).Violations);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{engine}, {broker}: {Count} blobs scanned in {watch.Elapsed.TotalSeconds:0.0} s after the restart, {Count / watch.Elapsed.TotalSeconds:0} each second.");
    }

    private static async Task UploadAsync(HostProcess host, int number)
    {
        var answer = await host.Client.UploadAsync($"message-{number / 10}", Contents.Make(number, 1000 + number));
        Assert.True(answer.Status == 201, $"An upload answered {answer}\n{host.Output}");
    }

    // Wake-ups that stand in Redis are lost with it.
    private static async Task KillEverythingAsync(Deployment deployment, HostPool hosts)
    {
        for (var index = 0; index < hosts.Count; index++)
        {
            hosts[index].Kill();
            Assert.Equal(HostProcess.KilledExitCode, await hosts[index].WaitForExitAsync());
        }

        if (deployment.Redis is { } redis)
        {
            await redis.KillAsync();
            await redis.StartAsync();
        }
    }

    private static async Task<string> DescribeAsync(Deployment deployment, HostPool hosts) =>
        $"{await deployment.Database.CountPendingAsync()} blobs are pending.\n{hosts[0].Output}\n{hosts[1].Output}";
}
