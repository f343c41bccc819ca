using Attachments.Access;

namespace Attachments.Messages;

/// <summary>Where the library looks up the host's messages. Every host brings its own.</summary>
/// <remarks>
/// Resolved once per request, so it may depend on scoped services such as a <c>DbContext</c>. Throw <see cref="Persistence.AttachmentDatabaseException"/>
/// where the messages cannot be looked up now: the answer is then 503, not 500. Find a message under one spelling of its id alone, its case and its zeros included: rows are
/// kept under the id as it was asked for, and a seal or a delete of <c>7</c> knows nothing of <c>007</c>.
/// </remarks>
public interface IMessageDirectory
{
    /// <summary>Looks a message up. Asked before an upload's body is read, again just before its attachment is made, and once more afterwards, in a scope of its own, whether the message has been given away meanwhile.</summary>
    /// <param name="tenant">The tenant whose message it must be.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The message, or null where the tenant has none of that id.</returns>
    ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken);

    /// <summary>Says which of some messages are gone. Asked by the periodic pass over messages that were deleted without a call of the library.</summary>
    /// <param name="tenant">The tenant whose messages they are.</param>
    /// <param name="messages">The messages, at most a hundred.</param>
    /// <param name="cancellationToken">Cancels the look-up, after a minute. It is waited for no longer then, and counts as failed.</param>
    /// <returns>Those of <paramref name="messages"/> that do not exist. Their attachments will be deleted: when in doubt, throw.</returns>
    /// <remarks>The default asks <see cref="FindAsync"/> for each; a host with a query for many does better to override it.</remarks>
    async ValueTask<IReadOnlyCollection<MessageId>> FindMissingAsync(
        TenantId tenant, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);

        var missing = new List<MessageId>();
        foreach (var message in messages)
        {
            if (await FindAsync(tenant, message, cancellationToken).ConfigureAwait(false) is null)
                missing.Add(message);
        }

        return missing;
    }
}
