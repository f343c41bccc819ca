using Attachments.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public abstract partial class HangfireJobsTests
{
    [Fact]
    public async Task An_upload_is_scanned_by_the_host_that_works_jobs_off()
    {
        var web = await StartAsync("web", static host => host.Jobs = static jobs => jobs.RunServer = false);
        await StartAsync("worker");

        var uploaded = await web.UploadAsync();
        await UntilSafeAsync(uploaded);

        Assert.Equal([("worker", uploaded.Key)], scans.Begun);
    }

    [Fact]
    public async Task Uploads_are_shared_by_the_hosts_that_work_jobs_off()
    {
        var one = await StartAsync("one", static host => host.Scanning = static scanning => scanning.MaxConcurrentScans = 1);
        var two = await StartAsync("two", static host => host.Scanning = static scanning => scanning.MaxConcurrentScans = 1);
        one.Scanner.Hold();
        two.Scanner.Hold();

        // More than one host has workers for, so that the other must take some.
        var uploaded = await UploadAsync(one, 8);
        await UntilAsync(() => scans.BegunBy("one") == 1 && scans.BegunBy("two") == 1, "both hosts scan at once");
        one.Scanner.Release();
        two.Scanner.Release();

        await UntilSafeAsync(uploaded);
    }

    [Fact]
    public async Task A_blob_that_nobody_was_woken_for_is_found_by_the_pass()
    {
        var uploaded = await (await StartDeafAsync()).UploadAsync();

        await StartAsync("worker", static host => host.Jobs = static jobs => jobs.PassInterval = TimeSpan.FromSeconds(1));

        await UntilSafeAsync(uploaded);
    }

    [Fact]
    public async Task A_blob_is_scanned_once_however_often_hosts_are_woken_and_pass()
    {
        var one = await StartAsync("one", EverySecond);
        var two = await StartAsync("two", EverySecond);
        one.Scanner.Latency = two.Scanner.Latency = TimeSpan.FromMilliseconds(50);

        var uploaded = await UploadAsync(one, 20);
        foreach (var queue in new[] { one, two, one, two }.SelectMany(host => host.Services.GetServices<IScanQueue>()))
        {
            foreach (var attachment in uploaded)
                queue.Wake(attachment.Key, TimeSpan.Zero);
        }

        await UntilSafeAsync(uploaded);
        await UntilAsync(() => Jobs.GetStatistics() is { Enqueued: 0, Processing: 0, Succeeded: > 80 }, "all wake-ups came to their end");
        Assert.Equal((20, 1), (scans.Begun.Count, scans.MostAtOnceOfOneBlob));

        static void EverySecond(Hosting.HostSettings host) => host.Jobs = static jobs => jobs.PassInterval = TimeSpan.FromSeconds(1);
    }

    [Fact]
    public async Task A_backlog_of_1000_blobs_is_drained_by_all_hosts()
    {
        var uploaded = await UploadAsync(await StartDeafAsync(), 1000);

        // Its one worker is busy with the pass: another host must take the call for help.
        var one = await StartAsync("one", static host =>
        {
            host.Jobs = static jobs => jobs.WorkerCount = 1;
            host.Scanner = static scanner => scanner.Latency = TimeSpan.FromMilliseconds(20);
        });
        one.Services.GetRequiredService<JobFactory>().CallForHelp();
        await UntilAsync(() => scans.BegunBy("one") > 0, "the first host passes");

        // Until the other one is there, which may take a busy machine as long as one host alone needs for all of them.
        one.Scanner.Latency = TimeSpan.FromSeconds(2);
        await StartAsync("two", static host => host.Scanner = static scanner => scanner.Latency = TimeSpan.FromMilliseconds(20));
        await UntilAsync(() => scans.BegunBy("two") > 20, "the second host helps");
        one.Scanner.Latency = TimeSpan.FromMilliseconds(20);

        await UntilSafeAsync(uploaded);
        Assert.Equal((1000, 1), (scans.Begun.Count, scans.MostAtOnceOfOneBlob));
        Assert.True(Math.Min(scans.BegunBy("one"), scans.BegunBy("two")) > 20, $"one scanned {scans.BegunBy("one")}, two {scans.BegunBy("two")}");
    }

    [Fact]
    public async Task A_host_scans_no_more_at_once_than_it_may()
    {
        var worker = await StartAsync("worker", static host =>
        {
            host.Scanning = static scanning => scanning.MaxConcurrentScans = 2;
            host.Jobs = static jobs => (jobs.PassInterval, jobs.WorkerCount) = (TimeSpan.FromSeconds(1), 10);
        });
        worker.Scanner.Latency = TimeSpan.FromMilliseconds(50);

        await UntilSafeAsync(await UploadAsync(worker, 20));

        Assert.Equal(2, scans.MostAtOnce);
    }

    [Fact]
    public async Task Verdicts_that_have_aged_are_renewed()
    {
        var worker = await StartAsync("worker", static host =>
        {
            host.Jobs = static jobs => jobs.PassInterval = TimeSpan.FromSeconds(1);
            host.Rescans = static rescans => (rescans.RescanAfter, rescans.RescanInterval) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        });

        await worker.UploadAsync();

        await UntilAsync(() => scans.Begun.Count >= 2, "the blob was scanned again");
    }
}
