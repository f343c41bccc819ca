using System.Buffers.Binary;

namespace Attachments.Archives.SharpCompress.Zstandard;

/// <summary>What stands before a frame's blocks (RFC 8878 3.1.1).</summary>
/// <param name="Length">The header's own length, with the signature.</param>
/// <param name="Window">How many bytes of what came before the decoder has to keep.</param>
/// <param name="HasChecksum">Whether a checksum stands behind the last block.</param>
/// <param name="HasDictionary">Whether the frame needs a dictionary that is not in it.</param>
internal readonly record struct ZstandardFrame(int Length, long Window, bool HasChecksum, bool HasDictionary)
{
    public const int SignatureLength = 4;

    /// <summary>The longest header.</summary>
    public const int LongestLength = SignatureLength + 14;

    private const uint Signature = 0xFD2FB528;
    private const uint Skippable = 0x184D2A50;

    // No file has as many, and no sum of such overflows.
    private const ulong LargestWindow = 1UL << 60;

    public static bool IsFrame(ReadOnlySpan<byte> head) => head.Length >= SignatureLength && BinaryPrimitives.ReadUInt32LittleEndian(head) == Signature;

    public static bool IsSkippable(ReadOnlySpan<byte> head) => head.Length >= SignatureLength && (BinaryPrimitives.ReadUInt32LittleEndian(head) & ~0xFu) == Skippable;

    /// <summary>Reads a header.</summary>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public static ZstandardFrame Read(ReadOnlySpan<byte> header)
    {
        if (header.Length <= SignatureLength)
            throw new EndOfStreamException();

        var descriptor = header[SignatureLength];
        var isSingle = (descriptor & 0x20) != 0;
        var dictionaryLength = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        var sizeLength = (descriptor >> 6) switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var dictionaryAt = SignatureLength + 1 + (isSingle ? 0 : 1);
        var length = dictionaryAt + dictionaryLength + sizeLength;
        if (header.Length < length)
            throw new EndOfStreamException();

        var window = isSingle ? SizeOf(header.Slice(dictionaryAt + dictionaryLength, sizeLength)) : WindowOf(header[SignatureLength + 1]);
        var hasDictionary = header.Slice(dictionaryAt, dictionaryLength).ContainsAnyExcept((byte)0);
        return new((int)length, (long)Math.Min(window, LargestWindow), (descriptor & 4) != 0, hasDictionary);
    }

    private static ulong SizeOf(ReadOnlySpan<byte> field) => field.Length switch
    {
        1 => field[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(field) + 256u,
        4 => BinaryPrimitives.ReadUInt32LittleEndian(field),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(field),
    };

    private static ulong WindowOf(byte descriptor)
    {
        var size = 1UL << (10 + (descriptor >> 3));
        return size + (size / 8 * (descriptor & 7u));
    }
}
