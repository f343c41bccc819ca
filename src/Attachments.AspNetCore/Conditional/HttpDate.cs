using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Attachments.AspNetCore.Conditional;

/// <summary>Dates in HTTP headers (RFC 9110, section 5.6.7).</summary>
internal static class HttpDate
{
    private static readonly string[] Formats =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM dd HH:mm:ss yyyy",
        "ddd MMM  d HH:mm:ss yyyy",
    ];

    /// <summary>Reads a date in one of the three forms. A field that came more than once is no date.</summary>
    public static bool TryParse(StringValues header, out DateTimeOffset date)
    {
        date = default;
        return header.Count == 1 && DateTimeOffset.TryParseExact(
            header[0].AsSpan().Trim(" \t"), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
    }

    /// <summary>Cuts a time to the whole seconds that a header can say.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    public static string Format(DateTimeOffset time) => time.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
}
