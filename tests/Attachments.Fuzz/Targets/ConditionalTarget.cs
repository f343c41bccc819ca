using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Attachments.AspNetCore.Conditional;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Attachments.Fuzz.Targets;

/// <summary>The conditions of a download: the file's length on the first line, then one header on each.</summary>
internal sealed partial class ConditionalTarget() : FuzzTarget("conditional")
{
    private const string ETag = "\"e3b0c44298fc1c14\"";

    private static readonly DateTimeOffset LastModified = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public override string Description => "Range, If-Range and the preconditions";

    public override IReadOnlyList<string> Dictionary =>
    [
        "Range: bytes=0-9\n", "If-Range: ", "If-Match: ", "If-None-Match: ", "If-Modified-Since: ", "If-Unmodified-Since: ", "bytes=", "-", ",", "9223372036854775807", "18446744073709551616", "99999999999999999999", "0",
        ETag, "W/" + ETag, "*", "\"\"", "\"a,b\"", "Mon, 23 Nov 2026 08:00:00 GMT", "Monday, 23-Nov-26 08:00:00 GMT", "Mon Nov 23 08:00:00 2026", "Sun, 22 Nov 2026 23:59:60 GMT", " ", "\t",
    ];

    // A header is longer than this only where a host has lifted its server's limits.
    public override int MaxLength => 64 * 1024;

    public override void Run(ReadOnlySpan<byte> input)
    {
        var rest = input;
        var length = ReadLength(InputText.TakeLine(ref rest));
        var headers = ReadHeaders(rest);

        CheckRange(headers.Range, length);
        foreach (var list in new[] { headers.IfMatch, headers.IfNoneMatch })
            CheckTags(list);

        foreach (var date in new[] { headers.IfModifiedSince, headers.IfUnmodifiedSince, headers.IfRange })
            CheckDate(date);

        CheckOrder(headers);
        if (Preconditions.AllowsRange(headers.IfRange, ETag, LastModified) && headers.IfRange.Count > 0)
            Violation.Unless(headers.IfRange.Count == 1 && (headers.IfRange[0]!.Trim(' ', '\t') == ETag || HttpDate.TryParse(headers.IfRange, out _)), "a range needs the very tag or the very date");
    }

    private static long ReadLength(ReadOnlySpan<byte> line) => long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;

    private static IHeaderDictionary ReadHeaders(ReadOnlySpan<byte> rest)
    {
        var headers = new HeaderDictionary();
        for (var count = 0; !rest.IsEmpty && count < 64; count++)
        {
            var line = InputText.Decode(InputText.TakeLine(ref rest));
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers.Append(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        }

        return headers;
    }

    // RFC 9110, sections 14.1.2 and 14.2, with numbers that have no end.
    private static void CheckRange(StringValues header, long length)
    {
        var range = RangeHeader.Parse(header, length);
        if (range.Kind == ByteRangeKind.Part)
            Violation.Unless(range.Offset >= 0 && range.Count >= 1 && range.Offset <= length - range.Count, "a part lies within the file");

        if (header.Count != 1 || OneRange().Match(header[0]!) is not { Success: true } match)
        {
            Violation.UnlessEqual(ByteRangeKind.Whole, range.Kind);
            return;
        }

        Violation.UnlessEqual(Expect(match.Groups[1].Value, match.Groups[2].Value, length), range);
    }

    private static ByteRange Expect(string firstDigits, string lastDigits, long length)
    {
        if (firstDigits.Length == 0)
        {
            if (lastDigits.Length == 0)
                return ByteRange.Whole;

            var count = BigInteger.Min(Number(lastDigits), length);
            return count == 0 ? ByteRange.Unsatisfiable : ByteRange.Part(length - (long)count, (long)count);
        }

        var first = Number(firstDigits);
        var last = lastDigits.Length == 0 ? null : (BigInteger?)Number(lastDigits);
        // RFC 9110, section 14.2: an invalid range may be ignored or rejected. Ends about and beyond what a long can hold are not told apart.
        if (last < first)
            return last > long.MaxValue - 100 ? ByteRange.Unsatisfiable : ByteRange.Whole;

        if (first >= length)
            return ByteRange.Unsatisfiable;

        var end = last is { } given ? BigInteger.Min(given, length - 1) : length - 1;
        return ByteRange.Part((long)first, (long)(end - first) + 1);
    }

    // Longer ones would make the reference slow, not the parser.
    private static BigInteger Number(string digits)
    {
        var text = digits.TrimStart('0');
        return text.Length > 100 ? BigInteger.Pow(10, 100) + text.Length : BigInteger.Parse("0" + text, CultureInfo.InvariantCulture);
    }

    // Section 8.8.3 says what a tag is. In a list of such, membership is a matter of splitting.
    private static void CheckTags(StringValues header)
    {
        var strong = EntityTags.ContainsStrong(header, ETag);
        var weak = EntityTags.ContainsWeak(header, ETag);
        Violation.Unless(weak || !strong, "what matches strongly matches weakly");
        if (header.Count != 1)
            return;

        var text = header[0]!;
        var isAny = text.Trim(' ', '\t') == "*";
        if (isAny || TagList().IsMatch(text))
        {
            var tags = Tag().Matches(text).Select(static match => match.Value).ToList();
            Violation.UnlessEqual(isAny || tags.Contains(ETag), strong);
            Violation.UnlessEqual(isAny || tags.Contains(ETag) || tags.Contains("W/" + ETag), weak);
        }
        else
        {
            Violation.Unless(!weak || text.Contains(ETag, StringComparison.Ordinal), "nothing matches that does not hold the tag");
        }
    }

    private static void CheckDate(StringValues header)
    {
        var isDate = HttpDate.TryParse(header, out var date);
        if (isDate)
            Violation.Unless(HttpDate.TryParse(HttpDate.Format(date), out var again) && again == date, "a date is written as it is read");

        if (header.Count == 1 && ImfDate().IsMatch(header[0]!) && DateTimeOffset.TryParseExact(header[0], "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
            Violation.Unless(isDate && date == theirs, "the form that is sent today is read");
    }

    private static void CheckOrder(IHeaderDictionary headers)
    {
        var outcome = Preconditions.Evaluate(headers, ETag, LastModified);
        var isFailed = headers.IfMatch.Count > 0
            ? !EntityTags.ContainsStrong(headers.IfMatch, ETag)
            : HttpDate.TryParse(headers.IfUnmodifiedSince, out var unmodified) && LastModified > unmodified;
        var isKnown = headers.IfNoneMatch.Count > 0
            ? EntityTags.ContainsWeak(headers.IfNoneMatch, ETag)
            : HttpDate.TryParse(headers.IfModifiedSince, out var modified) && LastModified <= modified;

        Violation.UnlessEqual(isFailed ? PreconditionOutcome.Failed : isKnown ? PreconditionOutcome.NotModified : PreconditionOutcome.Holds, outcome);
    }

    [GeneratedRegex("^[Bb][Yy][Tt][Ee][Ss]=[ \\t,]*([0-9]*)-([0-9]*)[ \\t,]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex OneRange();

    [GeneratedRegex("^[ \\t,]*((W/)?\"[!#-~\\u0080-\\u00FF]*\"[ \\t]*(,[ \\t,]*|\\z))+\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TagList();

    [GeneratedRegex("(W/)?\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT\\z")]
    private static partial Regex ImfDate();
}
