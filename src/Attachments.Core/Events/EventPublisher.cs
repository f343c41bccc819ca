using Attachments.Diagnostics;
using Attachments.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attachments.Events;

/// <summary>Tells everybody who wants to hear, one after the other, in a scope of the event's own.</summary>
internal sealed class EventPublisher(IServiceScopeFactory scopes, LoggingAttachmentEvents log, TimeProvider clock, ILogger<EventPublisher> logger)
{
    // Whoever tells is a worker that has other files to scan, or an upload that is to be answered.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What happened is committed: no handler's failure, and nobody's impatience, undoes it or keeps it from the others.
    public async ValueTask PublishAsync(AttachmentEvent attachmentEvent)
    {
        // Whatever becomes of the others: one that cannot be made keeps them all from being made.
        await log.HandleAsync(attachmentEvent, CancellationToken.None).ConfigureAwait(false);
        await TryAsync(attachmentEvent, async () =>
        {
            var scope = scopes.CreateAsyncScope();
            await using var disposal = scope.ConfigureAwait(false);
            foreach (var handler in scope.ServiceProvider.GetServices<IAttachmentEvents>())
                await TryAsync(attachmentEvent, () => HostCode.CallAsync(token => handler.HandleAsync(attachmentEvent, token), Patience, clock, CancellationToken.None)).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async ValueTask TryAsync(AttachmentEvent attachmentEvent, Func<ValueTask> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A handler is the host's own code.
        catch (Exception exception)
        {
            logger.EventNotHandled(attachmentEvent.GetType().Name, attachmentEvent.Blob, exception);
        }
#pragma warning restore CA1031
    }
}
