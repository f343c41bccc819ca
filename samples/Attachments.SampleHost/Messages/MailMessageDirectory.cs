using Attachments.Access;
using Attachments.Messages;

namespace Attachments.SampleHost.Messages;

/// <summary>Tells the attachments library of this host's messages.</summary>
internal sealed class MailMessageDirectory(MailMessageStore store) : IMessageDirectory
{
    public async ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(tenant, message, cancellationToken);

        return found is null ? null : new MessageInfo(found.Owner, found.IsDraft);
    }

    public async ValueTask<IReadOnlyCollection<MessageId>> FindMissingAsync(
        TenantId tenant, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        var existing = await store.FindExistingAsync(tenant, messages, cancellationToken);

        return [.. messages.Where(message => !existing.Contains(message))];
    }
}
