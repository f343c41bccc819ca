using Attachments.Access;
using Attachments.Messages;

namespace Attachments.SampleHost.Messages;

/// <summary>Tells the attachments library of this host's messages.</summary>
internal sealed class MailMessageDirectory(MailMessageStore messages) : IMessageDirectory
{
    public async ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        var found = await messages.FindAsync(tenant, message, cancellationToken);

        return found is null ? null : new MessageInfo(found.Owner, found.IsDraft);
    }
}
