using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Attachments.Content.Types.Text;

/// <summary>
/// Says whether bytes are text while they pass: none may be a binary data byte (WHATWG MIME Sniffing 3), and behind a byte order mark of UTF-16 or UTF-32 no
/// character may be such a control. Bytes that are no UTF-8 are fine: older encodings have no mark to be told by.
/// </summary>
internal sealed class TextCheck
{
    private const int LongestMark = 4;

    // Tab, line feed, form feed, carriage return and escape (ISO 2022) are what text has of the control characters.
    private static readonly byte[] Controls = [.. Enumerable.Range(0, 0x20).Where(static one => one is not (0x09 or 0x0A or 0x0C or 0x0D or 0x1B)).Select(static one => (byte)one)];

    private static readonly SearchValues<byte> BinaryBytes = SearchValues.Create(Controls);
    private static readonly SearchValues<char> BinaryUnits = SearchValues.Create([.. Controls.Select(static one => (char)one)]);
    private static readonly SearchValues<char> SwappedBinaryUnits = SearchValues.Create([.. Controls.Select(static one => (char)(one << 8))]);

    // The beginning until the encoding is known, then what a block leaves of its last unit.
    private readonly byte[] kept = new byte[LongestMark];
    private int keptLength;
    private int unit;
    private bool isLittleEndian;

    /// <summary>Says whether bytes that are all at hand are text.</summary>
    public static bool IsText(ReadOnlySpan<byte> content)
    {
        var check = new TextCheck();
        return check.Accepts(content) && check.Completes();
    }

    /// <summary>Sees the next bytes.</summary>
    /// <returns>Whether all so far can be text.</returns>
    public bool Accepts(ReadOnlySpan<byte> bytes)
    {
        if (unit > 0)
            return AreText(bytes);

        var taken = Keep(bytes, LongestMark);
        return keptLength < LongestMark || (Completes() && AreText(bytes[taken..]));
    }

    /// <summary>Looks at a content that is shorter than the longest byte order mark.</summary>
    public bool Completes()
    {
        if (unit > 0)
            return true;

        (unit, isLittleEndian) = EncodingOf(kept.AsSpan(0, keptLength));
        var beginning = kept.AsSpan(0, keptLength).ToArray();
        keptLength = 0;
        return AreText(beginning);
    }

    private static (int Unit, bool IsLittleEndian) EncodingOf(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xFF, 0xFE, 0, 0] => (4, true),
        [0, 0, 0xFE, 0xFF] => (4, false),
        [0xFF, 0xFE, ..] => (2, true),
        [0xFE, 0xFF, ..] => (2, false),
        _ => (1, true),
    };

    private bool AreText(ReadOnlySpan<byte> bytes)
    {
        if (keptLength > 0)
        {
            bytes = bytes[Keep(bytes, unit)..];
            if (keptLength < unit)
                return true;

            keptLength = 0;
            if (!AreTextUnits(kept.AsSpan(0, unit)))
                return false;
        }

        var whole = bytes.Length - (bytes.Length % unit);
        Keep(bytes[whole..], unit);
        return AreTextUnits(bytes[..whole]);
    }

    private int Keep(ReadOnlySpan<byte> bytes, int length)
    {
        var taken = Math.Min(length - keptLength, bytes.Length);
        bytes[..taken].CopyTo(kept.AsSpan(keptLength));
        keptLength += taken;
        return taken;
    }

    private bool AreTextUnits(ReadOnlySpan<byte> units) => unit switch
    {
        1 => !units.ContainsAny(BinaryBytes),
        2 => !MemoryMarshal.Cast<byte, char>(units).ContainsAny(isLittleEndian == BitConverter.IsLittleEndian ? BinaryUnits : SwappedBinaryUnits),
        _ => AreTextCharacters(units),
    };

    // UTF-32 is too rare to be worth more than a loop.
    private bool AreTextCharacters(ReadOnlySpan<byte> units)
    {
        for (; units.Length >= LongestMark; units = units[LongestMark..])
        {
            var character = isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(units) : BinaryPrimitives.ReadUInt32BigEndian(units);
            if (character > 0x10FFFF || (character < 0x20 && BinaryBytes.Contains((byte)character)))
                return false;
        }

        return true;
    }
}
