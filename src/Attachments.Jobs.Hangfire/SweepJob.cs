using Attachments.Sweeping;
using Hangfire;

namespace Attachments.Jobs.Hangfire;

/// <summary>Sweeps once, unless this process does already. The class's name and its method's stand in the storage: they stay.</summary>
internal sealed class SweepJob(IAttachmentSweeper sweeper, SoleRun<SweepJob> runs)
{
    /// <summary>Sweeps.</summary>
    [JobDisplayName("Sweep")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!runs.TryBegin())
            return;

        try
        {
            await sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            runs.End();
        }
    }
}
