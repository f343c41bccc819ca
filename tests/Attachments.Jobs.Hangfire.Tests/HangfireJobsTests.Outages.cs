using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public abstract partial class HangfireJobsTests
{
    private const int WakeUpsDropped = 1701;

    [Fact]
    public async Task A_host_that_started_without_its_storage_works_jobs_off_when_the_storage_is_there()
    {
        var isAway = true;
        var worker = await StartAsync("worker", host =>
        {
            host.Jobs = static jobs => jobs.PassInterval = TimeSpan.FromSeconds(1);
            host.Storage = () => Volatile.Read(ref isAway) ? throw new InvalidOperationException("Away.") : storage.CreateStorage();
            host.ShowsDashboard = false;
        });
        var uploaded = await worker.UploadAsync();
        await UntilAsync(() => worker.Log.Has(WakeUpsDropped), "the wake-up was dropped");

        Volatile.Write(ref isAway, false);

        await UntilSafeAsync(uploaded);
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_keeps_nobody_waiting()
    {
        using var answer = new ManualResetEventSlim();
        var worker = await StartAsync("worker", host =>
        {
            host.Storage = () => WaitFor(answer);
            host.ShowsDashboard = false;
        });

        // Less than the half minute after which a host's stopping is broken off.
        await UploadAsync(worker, 10).WaitAsync(TimeSpan.FromSeconds(25), Token);
        await worker.StopAsync().WaitAsync(TimeSpan.FromSeconds(25), Token);

        Assert.True(worker.Log.Has(WakeUpsDropped));
        answer.Set();

        static global::Hangfire.JobStorage WaitFor(ManualResetEventSlim answer)
        {
            answer.Wait(CancellationToken.None);
            throw new InvalidOperationException("Away.");
        }
    }
}
