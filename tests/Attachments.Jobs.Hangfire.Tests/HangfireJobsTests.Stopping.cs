using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public abstract partial class HangfireJobsTests
{
    [Fact]
    public async Task A_host_that_stops_in_mid_scan_hands_the_blob_back_and_another_scans_it()
    {
        var one = await StartAsync("one");
        one.Scanner.Hold();
        var uploaded = await one.UploadAsync();
        await UntilAsync(() => scans.Begun.Count == 1, "the scan has begun");

        // Neither the claim, which lasts for ten minutes, nor a pass could do it.
        await one.StopAsync();
        await StartAsync("two");
        await UntilSafeAsync(uploaded);

        Assert.Equal(["one", "two"], scans.Begun.Select(scan => scan.Host));
    }

    [Fact]
    public async Task A_host_that_stops_still_sends_the_wake_ups_that_it_holds()
    {
        var web = await StartAsync("web", static host => host.Jobs = static jobs => jobs.RunServer = false);

        // The first job that a process sends takes as long as many.
        Attachment[] uploaded = [await web.UploadAsync()];
        await UntilAsync(() => Jobs.EnqueuedCount("attachments") == 1, "the first wake-up is sent");

        uploaded = [.. uploaded, .. await UploadAsync(web, 10)];
        await web.StopAsync();

        Assert.Equal(11, Jobs.EnqueuedCount("attachments"));
        await StartAsync("worker");
        await UntilSafeAsync(uploaded);
    }

    [Fact]
    public async Task A_host_that_has_stopped_drops_wake_ups_and_throws_nothing()
    {
        var web = await StartAsync("web", static host => host.Jobs = static jobs => jobs.RunServer = false);
        var uploaded = await web.UploadAsync();
        var queue = web.Services.GetRequiredService<HangfireScanQueue>();
        await web.StopAsync();

        queue.Wake(uploaded.Key, TimeSpan.Zero);

        Assert.Equal(1, queue.TakeOverflow());
    }
}
