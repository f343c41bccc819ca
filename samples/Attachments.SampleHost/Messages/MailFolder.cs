namespace Attachments.SampleHost.Messages;

/// <summary>The folders a message can be in. The names are stored and shown.</summary>
internal static class MailFolder
{
    public const string Drafts = "Drafts";

    public const string Sent = "Sent";
}
