using System.Text;

namespace Attachments.Scanning.ClamAV.Protocol;

internal static class ClamdVersion
{
    /// <summary>Reads <c>ClamAV 1.4.6/27500/Mon Nov 23 08:00:00 2026</c>. With nothing but local signatures clamd says <c>ClamAV 1.4.6</c> alone.</summary>
    /// <returns>Null for what is no version.</returns>
    public static ScannerVersion? TryParse(ReadOnlySpan<byte> reply)
    {
        if (!reply.StartsWith("ClamAV "u8) || !reply.EndsWith("\0"u8) || reply.Length > 200)
            return null;

        var text = Encoding.ASCII.GetString(reply[..^1]);
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return null;

        // The number tells the daily signatures apart; the date after it says when they were made.
        var parts = text.Split('/', 3);
        return new ScannerVersion(parts[0].TrimEnd(), parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null);
    }
}
