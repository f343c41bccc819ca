using Attachments.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Scans in this process: what is announced first, then what is due, from both ends.</summary>
/// <remarks>The processor is resolved only when the host runs: a host that forgot a part must hear it from <see cref="Hosting.PartsCheck"/>, not from the container.</remarks>
internal sealed class ScanWorker(
    IServiceProvider services,
    InProcessScanQueue queue,
    IOptions<ScanningOptions> options,
    IOptions<RescanOptions> rescans,
    TimeProvider clock,
    ILogger<ScanWorker> logger) : BackgroundService
{
    // While a scanner is away every blob fails at once; a backlog must not be run through as fast as it fails.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // Hosts that are replaced more often than the interval ends are to look for old verdicts as well.
    private static readonly TimeSpan LatestFirstRescans = TimeSpan.FromMinutes(5);

    private readonly ScanningOptions options = options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Mode == ScanMode.Off || !options.InProcess)
            return Task.CompletedTask;

        var workers = Enumerable.Range(0, options.MaxConcurrentScans).Select(_ => Task.Run(() => ScanAsync(stoppingToken), stoppingToken));
        return Task.WhenAll([.. workers, Task.Run(() => ScheduleRescansAsync(stoppingToken), stoppingToken)]);
    }

    private async Task ScanAsync(CancellationToken stoppingToken)
    {
        var processor = services.GetRequiredService<BlobScanProcessor>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var waiting = await ScanOneAsync(processor, stoppingToken).ConfigureAwait(false) switch
            {
                ScanOutcome.Scanned => Task.CompletedTask,
                ScanOutcome.Failed => Task.Delay(options.PollInterval < PauseAfterFailure ? options.PollInterval : PauseAfterFailure, stoppingToken),
                _ => queue.WaitAsync(options.PollInterval, stoppingToken).AsTask(),
            };
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<ScanOutcome> ScanOneAsync(BlobScanProcessor processor, CancellationToken stoppingToken)
    {
        try
        {
            if (!queue.TryTake(out var blob))
                return await processor.TryScanNextAsync(stoppingToken).ConfigureAwait(false);

            // One that somebody else has taken leaves the others to be looked at.
            var outcome = await processor.TryScanAsync(blob, stoppingToken).ConfigureAwait(false);
            return outcome == ScanOutcome.NothingDue ? ScanOutcome.Scanned : outcome;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return ScanOutcome.Scanned;
        }
#pragma warning disable CA1031 // Whatever made one look fail, the next one tries again; a worker that dies would leave everything pending for ever.
        catch (Exception exception)
        {
            logger.ScanWorkerFailed(exception);
            return ScanOutcome.NothingDue;
        }
#pragma warning restore CA1031
    }

    private async Task ScheduleRescansAsync(CancellationToken stoppingToken)
    {
        var interval = rescans.Value.RescanInterval;
        using var timer = new PeriodicTimer(interval < LatestFirstRescans ? interval : LatestFirstRescans, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                timer.Period = interval;
                await ScheduleRescansOnceAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task ScheduleRescansOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            var scheduled = await services.GetRequiredService<IBlobScanProcessor>().ScheduleRescansAsync(stoppingToken).ConfigureAwait(false);
            if (scheduled > 0)
                logger.RescansScheduled(scheduled);
        }
#pragma warning disable CA1031 // The next interval tries again.
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            logger.RescansNotScheduled(exception);
        }
#pragma warning restore CA1031
    }
}
