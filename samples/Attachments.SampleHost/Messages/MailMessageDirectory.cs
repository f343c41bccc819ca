using System.Data.Common;
using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;

namespace Attachments.SampleHost.Messages;

/// <summary>Tells the attachments library of this host's messages.</summary>
internal sealed class MailMessageDirectory(MailMessageStore store) : IMessageDirectory
{
    public async ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        try
        {
            var found = await store.FindAsync(tenant, message, cancellationToken);

            return found is null ? null : new MessageInfo(found.Owner, found.IsDraft);
        }
        catch (DbException exception)
        {
            // The library answers its own exception with 503; it cannot know what another one means.
            throw new AttachmentDatabaseException("The message could not be looked up.", exception);
        }
    }

    public async ValueTask<IReadOnlyCollection<MessageId>> FindMissingAsync(
        TenantId tenant, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        var existing = await store.FindExistingAsync(tenant, messages, cancellationToken);

        return [.. messages.Where(message => !existing.Contains(message))];
    }
}
