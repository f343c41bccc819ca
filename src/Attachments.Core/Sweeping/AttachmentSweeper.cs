using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

internal sealed class AttachmentSweeper(
    IBlobRepository blobs,
    ISealRepository seals,
    IBlobStore store,
    BlobReaper reaper,
    LostMessageFinder lostMessages,
    AttachmentsMetrics metrics,
    IOptions<SweepingOptions> options,
    ILogger<AttachmentSweeper> logger) : IAttachmentSweeper
{
    // Bounds one sweep's walk over all blobs; the next sweep goes on where this one stopped.
    private const int PagesPerSweep = 100;

    private readonly SweepingOptions options = options.Value;
    private BlobId? walkedTo;

    public async ValueTask<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("attachments.sweep");

        var strays = await SweepStraysAsync(cancellationToken).ConfigureAwait(false);
        var lost = options.FindLostMessages ? await lostMessages.DeleteAsync(cancellationToken).ConfigureAwait(false) : 0;
        strays += await WalkAsync(cancellationToken).ConfigureAwait(false);
        await seals.ForgetDeletedAsync(options.RememberDeletedMessages, options.BatchSize, cancellationToken).ConfigureAwait(false);
        var stagings = await store.DropStagingsAsync(options.GracePeriod, cancellationToken).ConfigureAwait(false);

        metrics.Swept(strays, stagings);
        if (strays + stagings + lost > 0)
            logger.Swept(strays, stagings, lost);

        return new SweepReport(strays, stagings, lost);
    }

    private async ValueTask<int> SweepStraysAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        while (true)
        {
            var claimed = await blobs.ClaimStraysAsync(options.BatchSize, options.GracePeriod, cancellationToken).ConfigureAwait(false);
            var reaped = await reaper.ReapAsync(claimed, cancellationToken).ConfigureAwait(false);
            swept += reaped;

            // A store that refuses deletes gets its strays back in a grace, not in a hot loop.
            if (claimed.Count < options.BatchSize || reaped == 0)
                return swept;
        }
    }

    // Blobs freed by a host's cascade have no stray yet: only a walk finds them.
    private async ValueTask<int> WalkAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        for (var page = 0; page < PagesPerSweep; page++)
        {
            var found = await blobs.CondemnUnreferencedAsync(walkedTo, options.BatchSize * 10, options.GracePeriod, cancellationToken).ConfigureAwait(false);
            swept += await reaper.ReapAsync(found.Condemned, cancellationToken).ConfigureAwait(false);
            walkedTo = found.Last;
            if (walkedTo is null)
                break;
        }

        return swept;
    }
}
