using System.Text;
using Attachments.Access;
using Attachments.Jobs.Hangfire.Tests.Hosting;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public abstract partial class HangfireJobsTests
{
    [Fact]
    public async Task Sweeps_run_as_jobs()
    {
        store.AbandonStaging(new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.NewGuid())), Encoding.UTF8.GetBytes("left"));

        await StartAsync("worker", static host =>
        {
            host.Jobs = static jobs => jobs.SweepInterval = TimeSpan.FromSeconds(1);
            host.Sweeping = static sweeping => sweeping.GracePeriod = TimeSpan.FromMilliseconds(100);
        });

        await UntilAsync(() => store.Staged.Count == 0, "the staging was swept");
    }

    // Else each would wait for the one before it, with a worker in hand that scans need.
    [Fact]
    public async Task A_sweep_that_comes_while_one_is_under_way_ends_at_once()
    {
        var sweeper = new BlockedSweeper();
        await StartAsync("worker", host =>
        {
            host.Jobs = static jobs => jobs.SweepInterval = TimeSpan.FromSeconds(1);
            host.Services = sweeper.Replace;
        });

        await UntilAsync(() => Jobs.SucceededJobs(0, 1_000).Count(job => job.Value.Job?.Type == typeof(SweepJob)) >= 2, "two sweeps ended");

        Assert.Equal(1, sweeper.Sweeps);
    }

    [Fact]
    public async Task The_hosts_own_workers_are_off()
    {
        var host = await StartAsync("web", static host => host.Scanning = static scanning => scanning.InProcess = true);

        Assert.False(host.Services.GetRequiredService<IOptions<ScanningOptions>>().Value.InProcess);
        Assert.False(host.Services.GetRequiredService<IOptions<SweepingOptions>>().Value.InProcess);
    }

    [Fact]
    public async Task Recurring_jobs_are_registered_with_their_intervals_and_queue()
    {
        await StartAsync("web", static host =>
        {
            host.Jobs = static jobs => (jobs.RunServer, jobs.Queue, jobs.PassInterval) = (false, "files", TimeSpan.FromMinutes(2));
            host.Sweeping = static sweeping => sweeping.Interval = TimeSpan.FromMinutes(10);
            host.Rescans = static rescans => (rescans.RescanOnNewSignatures, rescans.RescanInterval) = (true, TimeSpan.FromHours(1));
        });

        await UntilAsync(() => ReadRecurring().Count == 3, "three jobs are registered");
        Assert.Equal(
            [("files:rescan", "0 0 */1 * * *", "files"), ("files:scan", "0 */2 * * * *", "files"), ("files:sweep", "0 */10 * * * *", "files")],
            ReadRecurring().Select(job => (job.Id, job.Cron, job.Job.Queue)));
    }

    [Fact]
    public async Task Recurring_jobs_that_the_settings_have_no_use_for_are_taken_away()
    {
        await StartAsync("before", static host =>
        {
            host.Jobs = static jobs => jobs.RunServer = false;
            host.Rescans = static rescans => rescans.RescanAfter = TimeSpan.FromDays(1);
        });
        await UntilAsync(() => ReadRecurring().Count == 3, "three jobs are registered");

        await StartAsync("after", static host =>
        {
            host.Jobs = static jobs => jobs.RunServer = false;
            host.Scanning = static scanning => scanning.Mode = ScanMode.Off;
        });

        await UntilAsync(() => ReadRecurring().Select(job => job.Id).SequenceEqual(["attachments:sweep"]), "only the sweep is left");
    }

    [Fact]
    public async Task Recurring_jobs_that_the_storage_has_lost_are_registered_again()
    {
        await StartAsync("web", static host => host.Jobs = static jobs => (jobs.RunServer, jobs.PassInterval) = (false, TimeSpan.FromSeconds(1)));
        await UntilAsync(() => ReadRecurring().Count == 2, "two jobs are registered");

        var manager = new RecurringJobManager(watched.Value);
        foreach (var job in ReadRecurring())
            manager.RemoveIfExists(job.Id);

        await UntilAsync(() => ReadRecurring().Select(job => job.Id).SequenceEqual(["attachments:scan", "attachments:sweep"]), "they are back");
    }

    private List<RecurringJobDto> ReadRecurring()
    {
        using var connection = watched.Value.GetConnection();
        return [.. connection.GetRecurringJobs().OrderBy(job => job.Id, StringComparer.Ordinal)];
    }
}
