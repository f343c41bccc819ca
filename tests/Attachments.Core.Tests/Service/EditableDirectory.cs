using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Service;

/// <summary>Two drafts of user-1 in tenant-1, until a test says otherwise.</summary>
internal sealed class EditableDirectory : IMessageDirectory
{
    private readonly Dictionary<(string, string), MessageInfo> messages = new()
    {
        [("tenant-1", "draft-1")] = new(UserId.Parse("user-1"), AcceptsAttachments: true),
        [("tenant-1", "draft-2")] = new(UserId.Parse("user-1"), AcceptsAttachments: true),
        [("tenant-1", "sent-1")] = new(UserId.Parse("user-1"), AcceptsAttachments: false),
    };

    public Exception? Fault { get; set; }

    /// <summary>Gets or sets whose messages it fails for.</summary>
    public Func<TenantId, bool> Fails { get; set; } = _ => true;

    /// <summary>Gets or sets whether it never answers.</summary>
    public bool Hangs { get; set; }

    public void Add(TenantId tenant, MessageId message) => messages[(tenant.Value, message.Value)] = new(UserId.Parse("user-1"), AcceptsAttachments: true);

    public void Forget(TenantId tenant, MessageId message) => messages.Remove((tenant.Value, message.Value));

    public void Remove(MessageId message) => messages.Remove(("tenant-1", message.Value));

    public void Send(MessageId message) => messages[("tenant-1", message.Value)] = new(UserId.Parse("user-1"), AcceptsAttachments: false);

    public void Give(MessageId message, UserId owner) => messages[("tenant-1", message.Value)] = new(owner, AcceptsAttachments: true);

    public async ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        if (Hangs)
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        if (Fault is not null && Fails(tenant))
            throw Fault;

        return messages.GetValueOrDefault((tenant.Value, message.Value));
    }
}
