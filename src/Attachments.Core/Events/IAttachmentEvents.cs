namespace Attachments.Events;

/// <summary>Hears of verdicts, of infected attachments and of what became of quarantined bytes. Uploads and deletes are no events: the caller who made them knows. Add as many as needed.</summary>
/// <remarks>
/// By <c>AddEvents</c> made anew for each event, in a scope of its own. Called after the transaction, by whoever made it: an exception is logged and changes nothing.
/// A process that dies between the two loses the event; what must never be missed is read from the rows.
/// </remarks>
public interface IAttachmentEvents
{
    /// <summary>Hears of one event.</summary>
    /// <param name="attachmentEvent">The event. Ignore kinds that you do not know: later versions bring more.</param>
    /// <param name="cancellationToken">Cancels the call, after 30 seconds. It is waited for no longer then: other files are to be scanned. What takes longer belongs in a queue.</param>
    ValueTask HandleAsync(AttachmentEvent attachmentEvent, CancellationToken cancellationToken);
}
