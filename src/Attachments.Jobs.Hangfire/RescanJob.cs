using Attachments.Scanning;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace Attachments.Jobs.Hangfire;

/// <summary>Makes blobs due again whose verdict is old, unless this process does already. The class's name and its method's stand in the storage: they stay.</summary>
internal sealed class RescanJob(IBlobScanProcessor processor, SoleRun<RescanJob> runs, ILogger<RescanJob> logger)
{
    /// <summary>Looks for old verdicts.</summary>
    [JobDisplayName("Find what to scan again")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!runs.TryBegin())
            return;

        try
        {
            var scheduled = await processor.ScheduleRescansAsync(cancellationToken).ConfigureAwait(false);
            if (scheduled > 0)
                logger.RescansScheduled(scheduled);
        }
        finally
        {
            runs.End();
        }
    }
}
