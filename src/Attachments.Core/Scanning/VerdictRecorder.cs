using Attachments.Access;
using Attachments.Content;
using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Events;
using Attachments.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Writes verdicts into the blobs' rows, and does what follows from them.</summary>
internal sealed class VerdictRecorder(
    IScanRepository scans, BlobReaper reaper, EventPublisher events, AttachmentsMetrics metrics, IOptions<ScanningOptions> options, ILogger<VerdictRecorder> logger)
{
    public ScanMeasurement Measure() => new(metrics);

    /// <summary>Records what was said of a claimed blob; nothing where the claim was lost.</summary>
    public async ValueTask RecordAsync(ScanClaim claim, BlobVerdict verdict, CancellationToken cancellationToken)
    {
        var recorded = await scans.RecordAsync(claim, verdict, options.Value.InfectedContent, cancellationToken).ConfigureAwait(false);
        if (recorded is null)
        {
            logger.VerdictLate(claim.Blob, verdict.Status);
            return;
        }

        await FollowUpAsync(recorded, verdict, claim.Status).ConfigureAwait(false);
    }

    /// <summary>Records that bytes are infected, where the tenant has them.</summary>
    public async ValueTask RecordInfectedAsync(TenantId tenant, ContentDigest digest, BlobVerdict verdict, CancellationToken cancellationToken)
    {
        var recorded = await scans.RecordInfectedAsync(tenant, digest, verdict, options.Value.InfectedContent, cancellationToken).ConfigureAwait(false);
        if (recorded is not null)
            await FollowUpAsync(recorded, verdict, previous: null).ConfigureAwait(false);
    }

    /// <summary>Finds what was said before of bytes that a tenant may have.</summary>
    public ValueTask<ScanStatus?> FindKnownAsync(TenantId tenant, ContentDigest digest, CancellationToken cancellationToken) =>
        scans.FindStatusAsync(tenant, digest, cancellationToken);

    // The verdict is committed: what follows happens whatever becomes of whoever asked. Bytes that cannot be deleted now are a stray, for the sweeper.
    private async ValueTask FollowUpAsync(RecordedVerdict recorded, BlobVerdict verdict, ScanStatus? previous)
    {
        if (recorded.Content == BlobContentState.Removed)
            await reaper.ReapNowAsync([recorded.Blob]).ConfigureAwait(false);

        await events.PublishAsync(new VerdictRecorded(recorded.Blob, verdict, previous)).ConfigureAwait(false);
        foreach (var owned in recorded.Attachments.GroupBy(attachment => attachment.Owner))
            await events.PublishAsync(new AttachmentsInfected(recorded.Blob, owned.Key, [.. owned], verdict, recorded.Content)).ConfigureAwait(false);
    }
}
