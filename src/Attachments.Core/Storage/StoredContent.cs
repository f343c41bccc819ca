using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Scanning;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage;

internal sealed class StoredContent(
    Attachment attachment,
    ContentAction action,
    IBlobStore store,
    IAttachmentRepository repository,
    VerdictGate verdicts,
    AttachmentsMetrics metrics,
    ILogger logger) : AttachmentContent(attachment)
{
    public override async ValueTask<AttachmentResult<BlobReader>> OpenReadAsync(long offset, long count, CancellationToken cancellationToken)
    {
        var reader = await store.OpenReadAsync(Attachment.Key, offset, count, cancellationToken).ConfigureAwait(false);
        if (reader is not null)
            return reader;

        // A delete, or a verdict, may have come between reading the row and opening the bytes: that is an absence, not a loss.
        if (await repository.FindAsync(Attachment.Tenant, Attachment.Id, cancellationToken).ConfigureAwait(false) is not { } current)
            return Rejection.AttachmentNotFound;

        if (verdicts.Check(current.ScanStatus, action) is { } refusal)
            return refusal;

        logger.BlobMissing(Attachment.Key, Attachment.Id);
        metrics.BlobMissing();
        return Rejection.ContentMissing;
    }
}
