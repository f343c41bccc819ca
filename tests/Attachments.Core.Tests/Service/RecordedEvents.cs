using System.Collections.Concurrent;
using Attachments.Events;

namespace Attachments.Service;

internal sealed class RecordedEvents : IAttachmentEvents
{
    public ConcurrentQueue<AttachmentEvent> All { get; } = [];

    public ValueTask HandleAsync(AttachmentEvent attachmentEvent, CancellationToken cancellationToken)
    {
        All.Enqueue(attachmentEvent);
        return default;
    }
}
