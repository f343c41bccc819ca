using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>Probes clamd when the host starts, so that the log tells before the first scan. A clamd that is not there keeps no host from starting.</summary>
internal sealed class StartProbe(DaemonTrust trust, IOptions<ScanningOptions> scanning, ILogger<StartProbe> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (scanning.Value.Mode == ScanMode.Off)
            return;

        try
        {
            await trust.CheckAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops already.
        }
        catch (ScannerUnavailableException exception) when (!exception.IsMisconfigured)
        {
            logger.DaemonAway(exception);
        }
        catch (ScannerUnavailableException)
        {
            // Logged where it was found.
        }
    }
}
