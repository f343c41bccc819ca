using Attachments.Sweeping;
using Hangfire;

namespace Attachments.Jobs.Hangfire;

/// <summary>Sweeps once. The class's name and its method's stand in the storage: they stay.</summary>
internal sealed class SweepJob(IAttachmentSweeper sweeper)
{
    /// <summary>Sweeps.</summary>
    [JobDisplayName("Sweep")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken) => await sweeper.SweepAsync(cancellationToken).ConfigureAwait(false);
}
