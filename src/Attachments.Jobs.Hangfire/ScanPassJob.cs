using Attachments.Scanning;
using Hangfire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Scans whatever is due, until nothing is or its time is over. The class's name and its method's stand in the storage: they stay.</summary>
/// <remarks>
/// Passes of several hosts overlap: claims in the rows exclude each other. A lock around the pass (<c>DisableConcurrentExecution</c>) would keep all hosts but one from
/// a backlog, and a host killed in mid-pass would keep it for minutes.
/// </remarks>
internal sealed class ScanPassJob(
    IBlobScanProcessor processor,
    HangfireScanQueue queue,
    ScanSlots slots,
    SoleRun<ScanPassJob> runs,
    JobFactory jobs,
    IOptions<ScanningOptions> scanning,
    TimeProvider clock,
    ILogger<ScanPassJob> logger)
{
    // While a scanner is away every blob fails at once; a backlog must not be run through as fast as it fails.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // Well below the time after which a storage takes a job for lost. The next recurring job goes on.
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    private readonly int concurrency = scanning.Value.MaxConcurrentScans;

    /// <summary>Scans.</summary>
    [JobDisplayName("Scan what is due")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (scanning.Value.Mode == ScanMode.Off || !runs.TryBegin())
            return;

        try
        {
            var backlog = new Backlog(concurrency, clock);
            var startedAt = clock.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => ScanAsync(backlog, startedAt, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            runs.End();
        }
    }

    private async Task ScanAsync(Backlog backlog, long startedAt, CancellationToken cancellationToken)
    {
        while (clock.GetElapsedTime(startedAt) < Duration)
        {
            // A scan that failed wakes the queue for its retry. One beside this one may have: then its scanner is this one's too.
            var postponed = queue.Postponed;
            if (!await ScanNextAsync(cancellationToken).ConfigureAwait(false))
                return;

            if (queue.Postponed != postponed)
                await Task.Delay(PauseAfterFailure, clock, cancellationToken).ConfigureAwait(false);
            else if (backlog.IsTimeToCallForHelp())
                CallForHelp();
        }
    }

    private async Task<bool> ScanNextAsync(CancellationToken cancellationToken)
    {
        using var slot = await slots.TakeAsync(cancellationToken).ConfigureAwait(false);
        return await processor.ScanNextAsync(cancellationToken).ConfigureAwait(false);
    }

    // One more pass, for whichever host has a worker to spare: on one that has a pass already it ends at once.
    private void CallForHelp()
    {
        try
        {
            jobs.CallForHelp();
        }
#pragma warning disable CA1031 // Whatever a storage throws: this host scans on without help.
        catch (Exception exception)
        {
            logger.HelpNotCalled(exception);
        }
#pragma warning restore CA1031
    }
}
