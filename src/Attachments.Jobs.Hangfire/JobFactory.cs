using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Makes Hangfire's jobs. Its calls block.</summary>
/// <remarks>Hangfire is resolved by the calls, never while the host starts: a storage may connect, and wait, as soon as it is made.</remarks>
internal sealed class JobFactory(IServiceProvider services, IOptions<HangfireJobsOptions> options, TimeProvider clock)
{
    // Hangfire cuts times down to whole seconds, so that a scheduled job may come up to one early, and would find nothing due.
    private static readonly TimeSpan ScheduleGrain = TimeSpan.FromSeconds(1);

    private readonly string queue = options.Value.Queue;

    public void Wake(WakeUp wakeUp)
    {
        var (tenant, blob) = (wakeUp.Blob.Tenant.Value, wakeUp.Blob.Blob.Value);
        var job = Job.FromExpression<ScanBlobJob>(scan => scan.RunAsync(tenant, blob, CancellationToken.None), queue);
        IState state = wakeUp.DueAt is { } dueAt ? new ScheduledState((dueAt + ScheduleGrain).UtcDateTime) : new EnqueuedState(queue);
        Client().Create(job, state);
    }

    /// <summary>Asks for one more pass, by any host.</summary>
    /// <remarks>
    /// Scheduled for now rather than enqueued: an enqueued job is seen first, and so taken, by the other workers of the very process that enqueued it. Of scheduled
    /// ones each server moves those that it finds at its own time, so that the hosts take turns.
    /// </remarks>
    public void CallForHelp() => Client().Create(Pass(), new ScheduledState(clock.GetUtcNow().UtcDateTime));

    public Job Pass() => Job.FromExpression<ScanPassJob>(pass => pass.RunAsync(CancellationToken.None), queue);

    public Job Sweep() => Job.FromExpression<SweepJob>(sweep => sweep.RunAsync(CancellationToken.None), queue);

    public Job Rescan() => Job.FromExpression<RescanJob>(rescan => rescan.RunAsync(CancellationToken.None), queue);

    private IBackgroundJobClient Client() => services.GetRequiredService<IBackgroundJobClient>();
}
