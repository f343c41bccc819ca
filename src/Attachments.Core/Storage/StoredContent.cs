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
    private readonly IBlobLinks? links = store as IBlobLinks;

    public override bool MakesLinks => links is { MakesLinks: true };

    public override async ValueTask<AttachmentResult<BlobReader>> OpenReadAsync(long offset, long count, CancellationToken cancellationToken)
    {
        var reader = await store.OpenReadAsync(Attachment.Key, offset, count, cancellationToken).ConfigureAwait(false);
        return reader is not null ? reader : await ExplainAbsenceAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<AttachmentResult<Uri>> MakeLinkAsync(BlobLink link, CancellationToken cancellationToken)
    {
        if (!MakesLinks)
            return await base.MakeLinkAsync(link, cancellationToken).ConfigureAwait(false);

        var address = await links!.MakeLinkAsync(Attachment.Key, link, cancellationToken).ConfigureAwait(false);
        return address is not null ? address : await ExplainAbsenceAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Rejection> ExplainAbsenceAsync(CancellationToken cancellationToken)
    {
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
