using Attachments.Access;
using Attachments.Messages;

namespace Attachments.CrashHost;

/// <summary>Every message exists, is user-1's, and takes attachments.</summary>
internal sealed class OpenDirectory : IMessageDirectory
{
    private static readonly UserId Owner = UserId.Parse("user-1");

    public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MessageInfo?>(new MessageInfo(Owner, AcceptsAttachments: true));
}
