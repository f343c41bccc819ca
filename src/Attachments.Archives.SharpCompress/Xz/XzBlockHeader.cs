namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>What stands before a block's data (The .xz File Format 3.1).</summary>
/// <param name="Dictionary">The decoder's one byte: how large a dictionary the data needs; null where the data is not LZMA2 alone.</param>
internal readonly record struct XzBlockHeader(byte? Dictionary)
{
    private const long Lzma2 = 0x21;
    private const byte LargestDictionary = 40;
    private const int ChecksumLength = 4;

    /// <summary>Gets how long a header is, by its first byte.</summary>
    public static int LengthOf(byte first) => (first + 1) * XzFraming.Alignment;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static XzBlockHeader Read(ReadOnlySpan<byte> header)
    {
        var flags = header[1];
        if ((flags & 0x3C) != 0)
            throw new InvalidDataException();

        var rest = header[2..^ChecksumLength];
        if ((flags & 0x40) != 0)
            XzNumber.Take(ref rest);

        var expanded = (flags & 0x80) != 0 ? XzNumber.Take(ref rest) : long.MaxValue;
        var isAlone = (flags & 3) == 0;
        if (XzNumber.Take(ref rest) != Lzma2 || !isAlone)
            return default;

        if (XzNumber.Take(ref rest) != 1 || rest.IsEmpty || rest[0] > LargestDictionary)
            throw new InvalidDataException();

        return new XzBlockHeader(Least(rest[0], expanded));
    }

    /// <summary>Gets how many bytes a dictionary takes.</summary>
    public static long SizeOf(byte dictionary) => dictionary == LargestDictionary ? uint.MaxValue : (2L | (uint)(dictionary & 1)) << ((dictionary / 2) + 11);

    // A dictionary larger than all of the block's bytes has the same effect as one that holds them. Where the header lies, the data refers to what is not there.
    private static byte Least(byte dictionary, long expanded)
    {
        while (dictionary > 0 && SizeOf((byte)(dictionary - 1)) >= expanded)
            dictionary--;

        return dictionary;
    }
}
