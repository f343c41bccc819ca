using System.Text;

namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>What clamd answered to a stream or a file.</summary>
/// <param name="Kind">What kind of answer it is.</param>
/// <param name="Text">The threat's name, or the answer itself, with printable ASCII characters alone and not longer than <see cref="LongestText"/>.</param>
internal readonly record struct ClamdReply(ClamdReplyKind Kind, string Text)
{
    public const int LongestText = 200;

    /// <summary>The longest reply that is read. A threat's name is far shorter.</summary>
    public const int LongestReply = 4096;

    // Of the largest number that a descriptor can have.
    private const int MostDigits = 10;

    // The alerts that clamd raises instead of saying OK to what it did not look at. They are no viruses.
    private static readonly string[] NotLookedAt = ["Heuristics.Limits.Exceeded", "Heuristics.Encrypted"];

    /// <summary>The peer hung up without an answer.</summary>
    public static ClamdReply None { get; } = new(ClamdReplyKind.NoVerdict, "");

    /// <summary>Reads a reply to the command <c>zINSTREAM</c>, up to and with its terminator.</summary>
    /// <remarks>Total: any bytes give a reply, and only exactly <c>stream: OK\0</c> gives a clean one.</remarks>
    public static ClamdReply Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.SequenceEqual("INSTREAM size limit exceeded. ERROR\0"u8))
            return new(ClamdReplyKind.StreamTooLong, "INSTREAM size limit exceeded. ERROR");

        return Parse(bytes, bytes.StartsWith("stream: "u8) ? "stream: "u8.Length : 0);
    }

    /// <summary>Reads a reply to the command <c>zFILDES</c>, up to and with its terminator.</summary>
    /// <remarks>Total: any bytes give a reply, and only exactly <c>fd[N]: OK\0</c> gives a clean one, N being the daemon's own number of the file.</remarks>
    public static ClamdReply ParseFile(ReadOnlySpan<byte> bytes) => Parse(bytes, FilePrefixLength(bytes));

    private static ClamdReply Parse(ReadOnlySpan<byte> bytes, int prefixLength)
    {
        if (prefixLength > 0 && bytes[prefixLength..].SequenceEqual("OK\0"u8))
            return new(ClamdReplyKind.Clean, "");

        return prefixLength > 0 && ThreatName(bytes, prefixLength) is { } name
            ? new(IsNotLookedAt(name) ? ClamdReplyKind.Unscannable : ClamdReplyKind.Infected, name)
            : new(ClamdReplyKind.NoVerdict, Printable(bytes));
    }

    // 0 where the bytes begin otherwise.
    private static int FilePrefixLength(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("fd["u8))
            return 0;

        var digits = bytes["fd["u8.Length..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is < 1 or > MostDigits || !bytes[("fd["u8.Length + digits)..].StartsWith("]: "u8))
            return 0;

        return "fd["u8.Length + digits + "]: "u8.Length;
    }

    private static string? ThreatName(ReadOnlySpan<byte> bytes, int prefixLength)
    {
        var suffix = " FOUND\0"u8;
        if (bytes.Length <= prefixLength + suffix.Length || bytes.Length > LongestReply || !bytes.EndsWith(suffix))
            return null;

        // A terminator or a line's end within the name: two replies, or none of clamd's.
        var name = bytes[prefixLength..^suffix.Length];
        if (name.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || name.Trim((byte)' ').IsEmpty)
            return null;

        // clamd has been seen to print a missing name; of what, is not known.
        return name.SequenceEqual("(null)"u8) ? null : Printable(name);
    }

    private static bool IsNotLookedAt(string name) => NotLookedAt.Any(alert => name.StartsWith(alert, StringComparison.Ordinal));

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var trimmed = bytes.TrimEnd("\0\n"u8);
        var text = new StringBuilder();
        foreach (var value in trimmed[..Math.Min(trimmed.Length, LongestText)])
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : '?');

        return text.ToString();
    }
}
