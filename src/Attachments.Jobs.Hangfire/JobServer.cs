using Attachments.Scanning;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Works the jobs off in this host, where the options say so.</summary>
/// <remarks>
/// <c>AddHangfireServer</c> would ask for the storage while the host is built, which fails or waits where the storage is away; and it runs whatever the options say.
/// </remarks>
internal sealed class JobServer(
    IServiceProvider services,
    IOptions<HangfireJobsOptions> options,
    IOptions<ScanningOptions> scanning,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<JobServer> logger) : BackgroundService
{
    private readonly HangfireJobsOptions options = options.Value;
    private BackgroundJobServer? server;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (server is null)
            return;

        // Cancels the jobs under way; each scan hands its blob back.
        server.SendStop();
        await server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        server?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.RunServer)
            return;

        // A job may need whatever the host's other services prepare when they start, the tables above all.
        await HasStartedAsync(stoppingToken).ConfigureAwait(false);
        while (!await StorageAttempt.RunAsync(() => TryStart(stoppingToken), stoppingToken).ConfigureAwait(false))
            await Task.Delay(options.SchedulePollingInterval, clock, stoppingToken).ConfigureAwait(false);
    }

    private async Task HasStartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
    }

    private bool TryStart(CancellationToken stoppingToken)
    {
        try
        {
            // May take half a minute, for which nobody waits when the host stops.
            var storage = services.GetRequiredService<JobStorage>();
            if (!stoppingToken.IsCancellationRequested)
                server = new BackgroundJobServer(ServerOptions(), storage);

            return true;
        }
#pragma warning disable CA1031 // Whatever a storage throws: it is tried again until it works.
        catch (Exception exception)
        {
            logger.ServerNotStarted(options.SchedulePollingInterval, exception);
            return false;
        }
#pragma warning restore CA1031
    }

    private BackgroundJobServerOptions ServerOptions() => new()
    {
        Queues = [options.Queue],
        WorkerCount = options.WorkerCount ?? scanning.Value.MaxConcurrentScans + 2,
        SchedulePollingInterval = options.SchedulePollingInterval,

        // The host's own container, whichever host of this process configured Hangfire last.
        Activator = new AspNetCoreJobActivator(services.GetRequiredService<IServiceScopeFactory>()),
        FilterProvider = services.GetService<IJobFilterProvider>(),
    };
}
