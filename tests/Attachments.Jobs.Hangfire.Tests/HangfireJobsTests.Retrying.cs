using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public abstract partial class HangfireJobsTests
{
    [Fact]
    public async Task A_scan_that_failed_is_tried_again_by_a_scheduled_job()
    {
        var worker = await StartAsync("worker", static host => host.Retries = static retries => retries.RetryDelay = TimeSpan.FromSeconds(3));
        worker.Scanner.IsAway = true;

        var uploaded = await worker.UploadAsync();
        await UntilAsync(() => Jobs.ScheduledCount() == 1, "the retry is scheduled");
        var scheduled = Assert.Single(Jobs.ScheduledJobs(0, 10)).Value.Job;
        worker.Scanner.IsAway = false;
        await UntilSafeAsync(uploaded);

        Assert.Equal(typeof(ScanBlobJob), scheduled.Type);
        Assert.Equal([uploaded.Tenant.Value, uploaded.Key.Blob.Value], scheduled.Args.Take(2));
        Assert.Equal(2, scans.Begun.Count);
    }

    [Fact]
    public async Task Blobs_that_a_scanner_could_not_look_at_while_it_was_away_are_scanned_when_it_is_back()
    {
        var worker = await StartAsync("worker", static host =>
        {
            host.Jobs = static jobs => jobs.PassInterval = TimeSpan.FromSeconds(1);
            host.Retries = static retries => (retries.MaxRetries, retries.RetryInterval) = (0, TimeSpan.FromSeconds(1));
        });
        worker.Scanner.IsAway = true;

        var uploaded = await UploadAsync(worker, 10);
        await UntilAsync(() => scans.Begun.GroupBy(scan => scan.Blob).Count(tries => tries.Count() > 1) == 10, "each blob was tried twice");
        worker.Scanner.IsAway = false;

        await UntilSafeAsync(uploaded);
    }

    [Fact]
    public async Task A_backlog_is_not_run_through_while_the_scanner_is_away()
    {
        var uploaded = await UploadAsync(await StartDeafAsync(), 200);
        var worker = await StartAsync("worker", static host => host.Scanner = static scanner => scanner.IsAway = true);

        worker.Services.GetRequiredService<JobFactory>().CallForHelp();
        await UntilAsync(() => scans.Begun.Count > 4, "the pass went on after the first failures");
        worker.Scanner.IsAway = false;
        await UntilSafeAsync(uploaded);

        // Each of the 200 once, and those again that were begun before the scanner came back: the fifth may have met it already.
        Assert.InRange(scans.Begun.Count, 204, 250);
    }

    [Fact]
    public async Task A_job_that_failed_is_not_tried_again_by_Hangfire()
    {
        await StartAsync("worker", static host =>
        {
            host.Jobs = static jobs => jobs.SweepInterval = TimeSpan.FromSeconds(1);
            host.Services = static services => Hosting.FailingSweeper.Replace(services);
        });

        await UntilAsync(() => Jobs.FailedCount() > 0, "a sweep failed");

        Assert.Equal(0, Jobs.ScheduledCount());
    }
}
