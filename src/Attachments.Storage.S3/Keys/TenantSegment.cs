using System.Globalization;
using Attachments.Access;

namespace Attachments.Storage.S3.Keys;

// A tenant as one segment of a key: letters, digits, hyphen and underscore stay, every other character becomes !xx. An exclamation mark is among the
// characters that are safe in keys, and so no segment is "." or "..", which clients and proxies take for directories.
internal static class TenantSegment
{
    private const char Escape = '!';

    public static string Of(TenantId tenant)
    {
        var text = tenant.Value;
        Span<char> escaped = stackalloc char[text.Length * 3];
        var length = 0;

        foreach (var c in text)
        {
            if (IsPlain(c))
            {
                escaped[length++] = c;
                continue;
            }

            escaped[length++] = Escape;
            ((int)c).TryFormat(escaped[length..], out var written, "x2", CultureInfo.InvariantCulture);
            length += written;
        }

        return new string(escaped[..length]);
    }

    /// <summary>Finds the tenant of a segment; only the one form that <see cref="Of"/> makes is taken.</summary>
    public static bool TryParse(ReadOnlySpan<char> segment, out TenantId tenant)
    {
        tenant = default;
        if (segment.Length > 64 * 3)
            return false;

        Span<char> text = stackalloc char[segment.Length];
        var length = 0;

        for (var at = 0; at < segment.Length; at++)
        {
            if (segment[at] != Escape)
            {
                text[length++] = segment[at];
                continue;
            }

            if (at + 2 >= segment.Length || !byte.TryParse(segment.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                return false;

            text[length++] = (char)code;
            at += 2;
        }

        return TenantId.TryParse(new string(text[..length]), out tenant) && segment.SequenceEqual(Of(tenant));
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
