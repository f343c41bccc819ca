using Attachments.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

/// <summary>Sweeps in this process, every interval.</summary>
/// <remarks>The sweeper is resolved only when the host runs: a host that forgot a part must hear it from <see cref="Hosting.PartsCheck"/>, not from the container.</remarks>
internal sealed class SweepWorker(
    IServiceProvider services, IOptions<SweepingOptions> options, TimeProvider clock, ILogger<SweepWorker> logger) : BackgroundService
{
    // Hosts that are replaced more often than the interval ends are to sweep as well.
    private static readonly TimeSpan LatestFirst = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.InProcess)
            return;

        var interval = options.Value.Interval;
        using var timer = new PeriodicTimer(interval < LatestFirst ? interval : LatestFirst, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            timer.Period = interval;
            await SweepAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await services.GetRequiredService<IAttachmentSweeper>().SweepAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; nothing is lost by a sweep that ends early.
        }
#pragma warning disable CA1031 // Whatever made one sweep fail, the next interval tries again; a worker that dies would leak for ever.
        catch (Exception exception)
        {
            logger.SweepFailed(exception);
        }
#pragma warning restore CA1031
    }
}
