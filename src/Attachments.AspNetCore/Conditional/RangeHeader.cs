using Microsoft.Extensions.Primitives;

namespace Attachments.AspNetCore.Conditional;

/// <summary>Reads <c>Range</c> (RFC 9110, section 14.2).</summary>
internal static class RangeHeader
{
    private const string Unit = "bytes=";

    /// <summary>Decides what to serve.</summary>
    /// <param name="header">The field's values.</param>
    /// <param name="length">The representation's length in bytes.</param>
    /// <returns>A part; or the whole where the field is absent, malformed, of another unit or of several ranges; or that nothing lies in the range.</returns>
    public static ByteRange Parse(StringValues header, long length)
    {
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
            return ByteRange.Whole;

        // A list may have empty elements (section 5.6.1): one range among commas is one range.
        var spec = text.AsSpan(Unit.Length).Trim(" \t,");
        if (spec.Contains(',') || spec.IndexOf('-') is not (>= 0 and var dash))
            return ByteRange.Whole;

        var first = spec[..dash];
        var last = spec[(dash + 1)..];
        return first.IsEmpty ? Suffix(last, length) : FromFirst(first, last, length);
    }

    private static ByteRange Suffix(ReadOnlySpan<char> digits, long length)
    {
        if (!TryReadSaturated(digits, out var suffix))
            return ByteRange.Whole;

        var count = Math.Min(suffix, length);
        return count == 0 ? ByteRange.Unsatisfiable : ByteRange.Part(length - count, count);
    }

    private static ByteRange FromFirst(ReadOnlySpan<char> firstDigits, ReadOnlySpan<char> lastDigits, long length)
    {
        var last = long.MaxValue;
        if (!TryReadSaturated(firstDigits, out var first) || (!lastDigits.IsEmpty && !TryReadSaturated(lastDigits, out last)))
            return ByteRange.Whole;

        if (last < first)
            return ByteRange.Whole;

        return first >= length ? ByteRange.Unsatisfiable : ByteRange.Part(first, Math.Min(last, length - 1) - first + 1);
    }

    // The grammar sets no end to the digits. What does not fit into a long lies behind every representation's end, and so does the largest long.
    private static bool TryReadSaturated(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;

        foreach (var digit in digits)
        {
            if (value > (long.MaxValue - 9) / 10)
            {
                value = long.MaxValue;
                return true;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
