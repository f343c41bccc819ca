using Attachments.Access;
using Attachments.Messages;

namespace Attachments.SampleHost.Messages;

/// <summary>One message of one user. Times are milliseconds since the Unix epoch.</summary>
internal sealed record MailMessage(
    TenantId Tenant,
    MessageId Id,
    UserId Owner,
    string AccountId,
    string Folder,
    string To,
    string Subject,
    string? Body,
    long CreatedAt,
    long? SentAt)
{
    public bool IsDraft => Folder == MailFolder.Drafts;

    public bool IsVisibleTo(AttachmentCaller caller) =>
        caller.Tenant == Tenant && (caller.User == Owner || caller.Role == CallerRole.Admin);
}
