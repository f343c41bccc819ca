using Attachments.Access;
using Attachments.Messages;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Every message is a draft of the one user. The messages are a host's own, so their look-up is no part of what is measured.</summary>
internal sealed class AnyDraftDirectory : IMessageDirectory
{
    private static readonly MessageInfo Draft = new(UserId.Parse(Rows.User), AcceptsAttachments: true);

    public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MessageInfo?>(Draft);
}
