using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public abstract partial class HangfireJobsTests
{
    [Fact]
    public async Task The_dashboard_shows_what_waits_to_be_scanned()
    {
        var web = await StartAsync("web", static host => host.Jobs = static jobs => jobs.RunServer = false);
        var uploaded = await web.UploadAsync();
        await UntilAsync(() => Jobs.EnqueuedCount("attachments") == 1, "the job is enqueued");

        var page = await GetAsync(web, "/jobs/jobs/enqueued/attachments");

        Assert.Contains($"Scan {uploaded.Key}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_shows_the_recurring_jobs()
    {
        var web = await StartAsync("web", static host =>
        {
            host.Jobs = static jobs => jobs.RunServer = false;
            host.Rescans = static rescans => rescans.RescanAfter = TimeSpan.FromDays(1);
        });
        await UntilAsync(() => ReadRecurring().Count == 3, "three jobs are registered");

        var page = await GetAsync(web, "/jobs/recurring");

        Assert.All(
            ["attachments:scan", "attachments:sweep", "attachments:rescan", "Scan what is due", "Sweep", "Find what to scan again"],
            shown => Assert.Contains(shown, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_shows_the_hosts_that_work_jobs_off()
    {
        var worker = await StartAsync("worker", static host => host.Jobs = static jobs => jobs.WorkerCount = 7);
        await UntilAsync(() => Jobs.Servers().Count == 1, "the server is announced");

        var page = await GetAsync(worker, "/jobs/servers");

        Assert.Contains("attachments", page, StringComparison.Ordinal);
        Assert.Equal(7, Assert.Single(Jobs.Servers()).WorkersCount);
    }

    private static async Task<string> GetAsync(Hosting.TestHost host, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), Token);
    }
}
