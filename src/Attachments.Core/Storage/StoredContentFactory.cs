using Attachments.Diagnostics;
using Attachments.Persistence;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage;

internal sealed class StoredContentFactory(
    IBlobStore store, IAttachmentRepository repository, AttachmentsMetrics metrics, ILogger<StoredContent> logger)
{
    public AttachmentContent Create(Attachment attachment) => new StoredContent(attachment, store, repository, metrics, logger);
}
