using Attachments.Scanning;
using Attachments.Sweeping;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Registers the recurring jobs when the host starts, takes away those that its settings have no use for, and puts back what the storage lost.</summary>
internal sealed class RecurringJobs(
    IServiceProvider services,
    JobFactory jobs,
    IOptions<HangfireJobsOptions> options,
    IOptions<ScanningOptions> scanning,
    IOptions<RescanOptions> rescanning,
    IOptions<SweepingOptions> sweeping,
    TimeProvider clock,
    ILogger<RecurringJobs> logger) : BackgroundService
{
    private readonly HangfireJobsOptions options = options.Value;
    private bool hasRegistered;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the path of the host's start: a storage that is away may block for half a minute, and must keep nobody from uploading, nor the host from stopping.
        while (true)
        {
            var isRegistered = await StorageAttempt.RunAsync(() => TryRegister(stoppingToken), stoppingToken).ConfigureAwait(false);
            await Task.Delay(isRegistered ? options.PassInterval : options.SchedulePollingInterval, clock, stoppingToken).ConfigureAwait(false);
        }
    }

    private bool TryRegister(CancellationToken stoppingToken)
    {
        try
        {
            var manager = services.GetRequiredService<IRecurringJobManager>();
            var kept = hasRegistered ? ReadRegistered() : [];
            var scans = scanning.Value.Mode != ScanMode.Off;
            var rescans = scans && (rescanning.Value.RescanAfter is not null || rescanning.Value.RescanOnNewSignatures);

            Register("scan", jobs.Pass(), options.PassInterval, scans);
            Register("rescan", jobs.Rescan(), rescanning.Value.RescanInterval, rescans);
            Register("sweep", jobs.Sweep(), options.SweepInterval ?? sweeping.Value.Interval, isWanted: true);
            hasRegistered = true;
            return true;

            void Register(string name, Job job, TimeSpan interval, bool isWanted)
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (!hasRegistered || (isWanted && !kept.Contains(IdOf(name))))
                    AddOrRemove(manager, IdOf(name), job, interval, isWanted);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the next one registers.
            return false;
        }
#pragma warning disable CA1031 // Whatever a storage throws: it is tried again until it works.
        catch (Exception exception)
        {
            logger.RecurringJobsNotRegistered(options.SchedulePollingInterval, exception);
            return false;
        }
#pragma warning restore CA1031
    }

    // A storage in memory may come back empty. What is there is left as it is: hosts with other settings would take turns in changing it.
    private HashSet<string> ReadRegistered()
    {
        using var connection = services.GetRequiredService<JobStorage>().GetConnection();
        var found = connection.GetRecurringJobs([IdOf("scan"), IdOf("rescan"), IdOf("sweep")]);
        return [.. found.Where(job => !job.Removed).Select(job => job.Id)];
    }

    private string IdOf(string name) => $"{options.Queue}:{name}";

    private static void AddOrRemove(IRecurringJobManager manager, string id, Job job, TimeSpan interval, bool isWanted)
    {
        if (isWanted)
            manager.AddOrUpdate(id, job, CronInterval.Of(interval), new RecurringJobOptions());
        else
            manager.RemoveIfExists(id);
    }
}
