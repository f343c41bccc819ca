using System.Text.Json.Serialization;
using Attachments.SampleHost.Messages;

namespace Attachments.SampleHost.Accounts;

/// <summary>A message as clients see it, without its text. Times are milliseconds since the Unix epoch.</summary>
internal sealed record MessageResponse(
    string MessageId,
    string AccountId,
    string Folder,
    string To,
    string Subject,
    long CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SentAt)
{
    public static MessageResponse Of(MailMessage message) => new(
        message.Id.Value, message.AccountId, message.Folder, message.To, message.Subject, message.CreatedAt, message.SentAt);
}
