using Attachments.Diagnostics;
using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Measures for how long the oldest blob has been waiting for its scan, whoever scans.</summary>
internal sealed class ScanQueueMonitor(
    IServiceProvider services, AttachmentsMetrics metrics, IOptions<ScanningOptions> options, TimeProvider clock, ILogger<ScanQueueMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Mode == ScanMode.Off)
            return;

        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await MeasureAsync(stoppingToken).ConfigureAwait(false);
    }

    private async Task MeasureAsync(CancellationToken stoppingToken)
    {
        try
        {
            metrics.ScanQueueAge = await services.GetRequiredService<IScanRepository>().ReadQueueAgeAsync(stoppingToken).ConfigureAwait(false) ?? TimeSpan.Zero;
        }
#pragma warning disable CA1031 // A gauge that cannot be read must not stop the host.
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.ScanQueueNotMeasured(exception);
        }
    }
}
