namespace Attachments.SampleHost.Messages;

/// <summary>What both databases can hold as text.</summary>
internal static class MailText
{
    private const int MaxAccountLength = 128;

    /// <summary>PostgreSQL's text does not hold U+0000.</summary>
    public static bool IsStorable(string? text) => text is null || !text.Contains('\0');

    /// <summary>An account's id is opaque: 1 to 128 characters, none of them a control character.</summary>
    public static bool IsAccountId(string text) => text.Length is >= 1 and <= MaxAccountLength && !text.Any(char.IsControl);
}
