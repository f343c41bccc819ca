using Microsoft.Extensions.Primitives;

namespace Attachments.AspNetCore.Conditional;

/// <summary>Looks for one entity tag in the list of a condition (RFC 9110, sections 8.8.3 and 13.1).</summary>
internal static class EntityTags
{
    /// <summary>Compares strongly: a weak tag matches nothing. <c>*</c> matches.</summary>
    /// <param name="header">The values of <c>If-Match</c>.</param>
    /// <param name="etag">The representation's strong tag, with its quotes.</param>
    public static bool ContainsStrong(StringValues header, string etag) => Contains(header, etag, weak: false);

    /// <summary>Compares weakly: <c>W/</c> is looked through. <c>*</c> matches.</summary>
    /// <param name="header">The values of <c>If-None-Match</c>.</param>
    /// <param name="etag">The representation's strong tag, with its quotes.</param>
    public static bool ContainsWeak(StringValues header, string etag) => Contains(header, etag, weak: true);

    private static bool Contains(StringValues header, string etag, bool weak)
    {
        foreach (var line in header)
        {
            if (Contains(line.AsSpan(), etag, weak))
                return true;
        }

        return false;
    }

    // A tag may hold commas, so the list is read tag by tag. What is no tag ends the reading: nothing behind it can be trusted to be one.
    private static bool Contains(ReadOnlySpan<char> list, string etag, bool weak)
    {
        var rest = list.Trim(" \t");
        if (rest is "*")
            return true;

        while (true)
        {
            rest = rest.TrimStart(" \t,");
            var isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
            if (isWeak)
                rest = rest[2..];

            if (rest is not ['"', ..])
                return false;

            var close = rest[1..].IndexOf('"');
            if (close < 0)
                return false;

            if ((weak || !isWeak) && rest[..(close + 2)].SequenceEqual(etag))
                return true;

            rest = rest[(close + 2)..].TrimStart(" \t");
            if (rest is not [',', ..])
                return false;
        }
    }
}
