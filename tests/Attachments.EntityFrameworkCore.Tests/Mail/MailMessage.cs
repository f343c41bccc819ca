namespace Attachments.EntityFrameworkCore.Tests.Mail;

// A host's message, with keys of any type.
public sealed class MailMessage<TKey>
{
    public required TKey Id { get; init; }

    public string Subject { get; set; } = "";

    public List<AttachmentRow<MailMessage<TKey>>> Attachments { get; } = [];
}
