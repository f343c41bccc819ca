using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Ingestion;

/// <summary>Turns staged bytes into an attachment: of a blob that the tenant has, or of a new one.</summary>
internal sealed class BlobAttacher(
    IAttachmentRepository repository,
    BlobReaper reaper,
    IEnumerable<IScanQueue> scanQueues,
    IOptions<ScanningOptions> scanning,
    IOptions<SweepingOptions> sweeping,
    TimeProvider clock,
    ILogger<BlobAttacher> logger)
{
    private readonly IScanQueue[] scanQueues = [.. scanQueues];
    private readonly TimeSpan grace = sweeping.Value.GracePeriod;

    public async ValueTask<AttachmentResult<UploadedAttachment>> AttachAsync(NewAttachment attachment, BlobWriter writer, CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("attachment.attach");

        var outcome = await repository.AttachOrReserveAsync(attachment, grace, cancellationToken).ConfigureAwait(false);

        // From the reservation on, nobody's impatience counts: what is published must be attached or taken back.
        if (outcome.Status == AttachStatus.Reserved)
            outcome = await PublishAndAttachAsync(attachment, writer).ConfigureAwait(false);

        return outcome.Status switch
        {
            AttachStatus.Attached => Attached(outcome.Attachment!),
            AttachStatus.Duplicate => new UploadedAttachment(outcome.Attachment!, IsDuplicate: true),
            AttachStatus.MessageFull => Rejection.TooManyAttachments(attachment.MaxAttachmentsPerMessage),
            AttachStatus.Infected => Rejection.MalwareDetected,
            AttachStatus.Unscannable => Rejection.FileUnscannable,
            AttachStatus.MessageSealed => Rejection.MessageNotDraft,
            AttachStatus.MessageDeleted => Rejection.MessageNotFound,
            AttachStatus.ReservationLost => throw new BlobStoreException($"The reservation of blob {attachment.OwnBlob} was swept before its bytes were published."),
            _ => throw new InvalidOperationException($"A repository answered {outcome.Status}."),
        };
    }

    private async ValueTask<AttachOutcome> PublishAndAttachAsync(NewAttachment attachment, BlobWriter writer)
    {
        await PublishAsync(attachment.OwnBlob, writer).ConfigureAwait(false);

        // If this throws, its commit may have gone through: only the sweeper may decide about the bytes.
        var outcome = await repository.AttachNewAsync(attachment, CancellationToken.None).ConfigureAwait(false);

        var ownBytesAreUsed = outcome.Attachment?.Blob == attachment.OwnBlob.Blob;
        if (!ownBytesAreUsed && !outcome.InDoubt)
            await reaper.ReapNowAsync([attachment.OwnBlob]).ConfigureAwait(false);

        return outcome;
    }

    private async ValueTask PublishAsync(BlobKey key, BlobWriter writer)
    {
        using var published = new CancellationTokenSource();
        var keeping = KeepReservedAsync(key, published.Token);
        try
        {
            await writer.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (BlobStoreException exception) when (!exception.IsInDoubt)
        {
            // Nothing names the key but the reservation, so it can be taken back at once. In doubt, the reservation is what finds bytes that appear later.
            await reaper.ReapNowAsync([key]).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await published.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    // Flushing a large file to a busy disk may outlast the grace. Hardly any upload waits for the first renewal: the waiting ends without an exception.
    private async Task KeepReservedAsync(BlobKey key, CancellationToken published)
    {
        do
        {
            await Task.Delay(grace / 3, clock, published).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!published.IsCancellationRequested && await TryRenewAsync(key, published).ConfigureAwait(false));
    }

    // A third of the grace leaves room for a renewal that fails. One that is lost stays lost: attaching will say so.
    private async ValueTask<bool> TryRenewAsync(BlobKey key, CancellationToken published)
    {
        try
        {
            return await repository.RenewReservationAsync(key, grace, published).ConfigureAwait(false);
        }
        catch (AttachmentDatabaseException exception)
        {
            logger.ReservationNotRenewed(key, exception);
            return true;
        }
        catch (OperationCanceledException) when (published.IsCancellationRequested)
        {
            return false;
        }
    }

    private UploadedAttachment Attached(Attachment attachment)
    {
        if (attachment.ScanStatus == ScanStatus.Pending && scanning.Value.Mode != ScanMode.Off)
        {
            foreach (var queue in scanQueues)
                queue.Wake(attachment.Key, TimeSpan.Zero);
        }

        return new UploadedAttachment(attachment, IsDuplicate: false);
    }
}
