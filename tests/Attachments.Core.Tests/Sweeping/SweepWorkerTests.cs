using Attachments.Access;
using Attachments.Service;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Sweeping;

public sealed class SweepWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task First_sweep_comes_soon_however_long_the_interval_is()
    {
        var clock = new WatchedClock();
        await using var harness = new ServiceHarness(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<SweepingOptions>(static options => options.Interval = TimeSpan.FromDays(1));
        });
        harness.Memory.AbandonStaging(new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7())), "half"u8);
        harness.Clock.Advance(TimeSpan.FromHours(2));
        var worker = harness.Services.GetServices<IHostedService>().OfType<SweepWorker>().Single();

        await worker.StartAsync(Token);
        await clock.TimerMade.Task;
        clock.Advance(TimeSpan.FromMinutes(5));
        while (harness.Memory.Staged.Count > 0)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await worker.StopAsync(Token);
    }

    private sealed class WatchedClock : FakeTimeProvider
    {
        public TaskCompletionSource TimerMade { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            TimerMade.TrySetResult();
            return timer;
        }
    }
}
