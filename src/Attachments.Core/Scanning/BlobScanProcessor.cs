using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

internal sealed class BlobScanProcessor(
    IScanRepository scans,
    StoredBlobScanner scanner,
    VerdictRecorder recorder,
    ScanRetries retries,
    RescanScheduler rescans,
    TimeProvider clock,
    IOptions<ScanningOptions> options,
    ILogger<BlobScanProcessor> logger) : IBlobScanProcessor
{
    private readonly TimeSpan timeout = options.Value.Timeout;

    // The scan ends in the first half of its lease, one way or the other; the second half is for saying so.
    private readonly TimeSpan lease = options.Value.Timeout * 2;

    private int looks;

    public async ValueTask<bool> ScanAsync(BlobKey blob, CancellationToken cancellationToken) =>
        await TryScanAsync(blob, cancellationToken).ConfigureAwait(false) != ScanOutcome.NothingDue;

    public async ValueTask<bool> ScanNextAsync(CancellationToken cancellationToken) =>
        await TryScanNextAsync(cancellationToken).ConfigureAwait(false) != ScanOutcome.NothingDue;

    public ValueTask<int> ScheduleRescansAsync(CancellationToken cancellationToken) => rescans.ScheduleAsync(cancellationToken);

    public async ValueTask<ScanOutcome> TryScanAsync(BlobKey blob, CancellationToken cancellationToken) =>
        await scans.ClaimAsync(blob, lease, cancellationToken).ConfigureAwait(false) is { } claim
            ? await ScanAsync(claim, cancellationToken).ConfigureAwait(false)
            : ScanOutcome.NothingDue;

    public async ValueTask<ScanOutcome> TryScanNextAsync(CancellationToken cancellationToken)
    {
        // What is to be scanned again becomes due all at once, and whatever became due after it would wait behind it for hours: every second look begins at the other end.
        var claims = Interlocked.Increment(ref looks) % 2 == 0
            ? await scans.ClaimNewestDueAsync(1, lease, cancellationToken).ConfigureAwait(false)
            : await scans.ClaimDueAsync(1, lease, cancellationToken).ConfigureAwait(false);
        return claims.Count == 0 ? ScanOutcome.NothingDue : await ScanAsync(claims[0], cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ScanOutcome> ScanAsync(ScanClaim claim, CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("blob.scan");
        using var measured = recorder.Measure();
        using var deadline = new ScanDeadline(timeout, clock, cancellationToken);
        deadline.Start();

        BlobVerdict verdict;
        try
        {
            verdict = await scanner.ScanAsync(claim, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await retries.HandBackAsync(claim).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException exception) when (deadline.HasPassed)
        {
            await retries.PostponeAsync(claim, deadline.ToException(exception), cancellationToken).ConfigureAwait(false);
            return ScanOutcome.Failed;
        }
#pragma warning disable CA1031 // Whatever made a scan fail, a scanner's own bug too: the blob has no verdict and is tried again.
        catch (Exception exception)
        {
            await retries.PostponeAsync(claim, exception, cancellationToken).ConfigureAwait(false);
            return ScanOutcome.Failed;
        }
#pragma warning restore CA1031

        logger.ScanEnded(claim.Blob, verdict.Status, claim.Attempt);
        measured.End(verdict);
        activity?.SetTag("attachments.outcome", verdict.Status.ToString());

        // The work is done: a host that stops now still says so.
        await recorder.RecordAsync(claim, verdict, CancellationToken.None).ConfigureAwait(false);
        return ScanOutcome.Scanned;
    }
}
