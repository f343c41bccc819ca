using Attachments.Diagnostics;
using Attachments.Persistence;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage;

internal sealed class StoredContent(
    Attachment attachment, IBlobStore store, IAttachmentRepository repository, AttachmentsMetrics metrics, ILogger logger) : AttachmentContent(attachment)
{
    public override async ValueTask<AttachmentResult<BlobReader>> OpenReadAsync(long offset, long count, CancellationToken cancellationToken)
    {
        var reader = await store.OpenReadAsync(Attachment.Key, offset, count, cancellationToken).ConfigureAwait(false);
        if (reader is not null)
            return reader;

        // A delete may have come between reading the row and opening the bytes: that is an absence, not a loss.
        if (await repository.FindAsync(Attachment.Tenant, Attachment.Id, cancellationToken).ConfigureAwait(false) is null)
            return Rejection.AttachmentNotFound;

        logger.BlobMissing(Attachment.Key, Attachment.Id);
        metrics.BlobMissing();
        return Rejection.ContentMissing;
    }
}
