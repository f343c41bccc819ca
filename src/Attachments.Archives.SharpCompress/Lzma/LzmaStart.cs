using System.Buffers.Binary;

namespace Attachments.Archives.SharpCompress.Lzma;

/// <summary>How data of LZMA may begin (LZMA specification, range decoder).</summary>
internal static class LzmaStart
{
    /// <summary>The bytes that the decoder begins with.</summary>
    public const int Length = 5;

    // Of the first symbol, half of the numbers mean a literal, a quarter a match, and the last quarter a repetition of the match before.
    private const uint FirstRepetition = 0xBFFFFC00;

    /// <summary>Says whether the first symbol repeats nothing. Where it does, SharpCompress' decoder takes what the memory held before it was lent.</summary>
    public static bool IsSound(ReadOnlySpan<byte> start) => start[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(start[1..]) < FirstRepetition;
}
