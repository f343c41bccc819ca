using System.Buffers;

namespace Attachments.AspNetCore.Multipart;

/// <summary>Whether a delimiter line stands at a place.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Length">How many bytes the delimiter has, its padding and line end included.</param>
internal readonly record struct DelimiterMatch(DelimiterKind Kind, int Length)
{
    // RFC 2046 lets gateways pad a delimiter with blanks. Nobody does; a bound keeps an endless run of blanks from being held back.
    private const int MaxPadding = 256;

    /// <summary>Looks at the bytes from a place on.</summary>
    /// <param name="bytes">The bytes that have come so far.</param>
    /// <param name="delimiter">The delimiter, with its leading CRLF or, at the start of a line, without.</param>
    /// <param name="isLast">Whether no more bytes will come.</param>
    public static DelimiterMatch At(ReadOnlySequence<byte> bytes, ReadOnlySpan<byte> delimiter, bool isLast)
    {
        var unknown = new DelimiterMatch(isLast ? DelimiterKind.None : DelimiterKind.Unknown, 0);
        var reader = new SequenceReader<byte>(bytes);
        if (reader.Remaining < delimiter.Length)
            return IsPrefix(bytes, delimiter) ? unknown : default;

        if (!reader.IsNext(delimiter, advancePast: true))
            return default;

        if (!reader.TryRead(out var next))
            return unknown;

        if (next == '-')
        {
            if (!reader.TryRead(out next))
                return unknown;

            return next == '-' ? new DelimiterMatch(DelimiterKind.Close, delimiter.Length + 2) : default;
        }

        for (var padding = 0; next is (byte)' ' or (byte)'\t'; padding++)
        {
            if (padding == MaxPadding)
                return default;

            if (!reader.TryRead(out next))
                return unknown;
        }

        if (next != '\r')
            return default;

        if (!reader.TryRead(out next))
            return unknown;

        return next == '\n' ? new DelimiterMatch(DelimiterKind.Part, (int)reader.Consumed) : default;
    }

    private static bool IsPrefix(ReadOnlySequence<byte> bytes, ReadOnlySpan<byte> delimiter)
    {
        foreach (var segment in bytes)
        {
            if (!delimiter.StartsWith(segment.Span))
                return false;

            delimiter = delimiter[segment.Length..];
        }

        return true;
    }
}
