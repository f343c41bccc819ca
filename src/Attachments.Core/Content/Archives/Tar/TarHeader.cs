using System.Buffers.Binary;
using System.Text;

namespace Attachments.Content.Archives.Tar;

/// <summary>The 512 bytes before an entry of a tar (POSIX.1 pax, ustar interchange format; GNU tar, Basic Tar Format).</summary>
/// <param name="Name">The entry's name, with its prefix.</param>
/// <param name="PrefixedName">The name with what stands where POSIX has a prefix, which some readers take whatever form the header has.</param>
/// <param name="IsFull">Whether the name fills its field, so that it may be a longer one's beginning.</param>
/// <param name="Type">The type flag.</param>
/// <param name="Length">How many bytes of content follow.</param>
internal readonly record struct TarHeader(string Name, string PrefixedName, bool IsFull, byte Type, long Length)
{
    public const int Size = 512;

    /// <summary>The largest number that the digits of a field can write.</summary>
    public const long LargestOctal = (1L << 33) - 1;

    private const int NameLength = 100;

    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        if (!HasChecksum(block))
            throw new InvalidDataException();

        var name = Text(block[..NameLength]);
        var isUstar = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        var prefix = Text(block.Slice(345, 155));
        var prefixed = prefix.Length == 0 ? name : $"{prefix}/{name}";
        return new(isUstar ? prefixed : name, prefixed, block.IndexOf((byte)0) is < 0 or >= NameLength - 1, block[156], Number(block.Slice(124, 12)));
    }

    /// <summary>Says whether the name is what writers put into the field of one that has no room in it, or is not of ASCII alone: its beginning; and in place of other letters nothing (Go), or a question mark (Python).</summary>
    public bool IsMadeOf(string other) => IsHeldOf(other) || IsHeldOf(Ascii(other, "")) || IsHeldOf(Ascii(other, "?"));

    /// <summary>Says whether a block is a header, by its checksum.</summary>
    public static bool HasChecksum(ReadOnlySpan<byte> block)
    {
        // The sum is taken as if its own eight bytes were spaces.
        var (sum, signedSum) = (ChecksumLength * ' ', ChecksumLength * ' ');
        for (var i = 0; i < Size; i++)
        {
            if (i is >= ChecksumAt and < ChecksumAt + ChecksumLength)
                continue;

            sum += block[i];
            signedSum += (sbyte)block[i];
        }

        // Old tools took bytes as signed, and readers take either sum. Some take a field without a digit for 0: so does this, though one binary file in some
        // ten thousand that has zeros there is refused for it.
        return TryOctal(block.Slice(ChecksumAt, ChecksumLength), out var stated) && (stated == sum || stated == signedSum);
    }

    private bool IsHeldOf(string other) => IsFull ? other.StartsWith(Name.TrimEnd('\uFFFD'), StringComparison.Ordinal) : other == Name;

    private static string Ascii(string name, string inPlace) => string.Concat(name.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : inPlace));

    private static long Number(ReadOnlySpan<byte> field)
    {
        // GNU's form for what does not fit into the digits: the highest bit, then a number of base 256.
        if (field[0] == 0x80)
            return BinaryPrimitives.ReadInt64BigEndian(field[4..]) is var large and >= 0 ? large : throw new InvalidDataException();

        return TryOctal(field, out var number) ? number : throw new InvalidDataException();
    }

    private static bool TryOctal(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return false;

            number = (number * 8) + (digit - '0');
        }

        return true;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
