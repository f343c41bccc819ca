namespace Attachments.AspNetCore.Multipart;

internal static class BrowserEscapes
{
    /// <summary>Undoes what browsers do to names in forms: they percent-encode a quote, CR and LF, and nothing else, not even the percent sign.</summary>
    public static string Undo(string text) => text.Contains('%')
        ? text.Replace("%22", "\"", StringComparison.Ordinal)
            .Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase)
            .Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase)
        : text;
}
