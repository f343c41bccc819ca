using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Scanning;
using Microsoft.Extensions.Logging;

namespace Attachments.Storage;

internal sealed class StoredContentFactory(
    IBlobStore store, IAttachmentRepository repository, VerdictGate verdicts, AttachmentsMetrics metrics, ILogger<StoredContent> logger)
{
    public AttachmentContent Create(Attachment attachment, ContentAction action) => new StoredContent(attachment, action, store, repository, verdicts, metrics, logger);
}
