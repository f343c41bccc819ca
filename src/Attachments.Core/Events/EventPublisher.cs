using Attachments.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Attachments.Events;

/// <summary>Tells everybody who wants to hear, one after the other.</summary>
internal sealed class EventPublisher(IEnumerable<IAttachmentEvents> handlers, ILogger<EventPublisher> logger)
{
    private readonly IAttachmentEvents[] handlers = [.. handlers];

    // What happened is committed: no handler's failure, and nobody's impatience, undoes it or keeps it from the others.
    public async ValueTask PublishAsync(AttachmentEvent attachmentEvent)
    {
        foreach (var handler in handlers)
        {
            try
            {
                await handler.HandleAsync(attachmentEvent, CancellationToken.None).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A handler is the host's own code.
            catch (Exception exception)
            {
                logger.EventNotHandled(attachmentEvent.GetType().Name, attachmentEvent.Blob, exception);
            }
#pragma warning restore CA1031
        }
    }
}
