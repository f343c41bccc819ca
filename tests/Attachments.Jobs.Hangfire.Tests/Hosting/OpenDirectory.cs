using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

internal sealed class OpenDirectory : IMessageDirectory
{
    public static AttachmentCaller Caller { get; } = new(TenantId.Parse("tenant-1"), UserId.Parse("user-1"));

    public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MessageInfo?>(new MessageInfo(Caller.User, AcceptsAttachments: true));
}
