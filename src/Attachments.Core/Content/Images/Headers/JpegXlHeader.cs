using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>A JPEG XL codestream (ISO/IEC 18181-1, SizeHeader): numbers of variable length, packed from the lowest bit.</summary>
internal sealed class JpegXlHeader : ImageHeader
{
    public const int Length = 12;

    // Width to height, where the width is not stated.
    private static readonly (ulong Width, ulong Height)[] Ratios = [(0, 1), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)];

    public JpegXlHeader() => Ask(0, Length);

    /// <summary>Returns the size in a codestream's beginning; nothing where it is none.</summary>
    public static (ulong Width, ulong Height) SizeOf(ReadOnlySpan<byte> codestream)
    {
        if (codestream[0] != 0xFF || codestream[1] != 0x0A)
            return default;

        // At most 1 + 32 + 3 + 32 bits.
        var bits = (UInt128)BinaryPrimitives.ReadUInt64LittleEndian(codestream[2..]) | ((UInt128)BinaryPrimitives.ReadUInt16LittleEndian(codestream[10..]) << 64);
        var isSmall = Take(ref bits, 1) == 1;
        var height = Number(ref bits, isSmall);
        var ratio = Ratios[(int)Take(ref bits, 3)];
        return (ratio.Width == 0 ? Number(ref bits, isSmall) : height * ratio.Width / ratio.Height, height);
    }

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        var (width, height) = SizeOf(piece);
        NoteSize(width, height);
        NoteFrames(1);
    }

    private static ulong Number(ref UInt128 bits, bool isSmall)
    {
        if (isSmall)
            return 8 * (Take(ref bits, 5) + 1);

        var length = Take(ref bits, 2) switch { 0 => 9, 1 => 13, 2 => 18, _ => 30 };
        return Take(ref bits, length) + 1;
    }

    private static ulong Take(ref UInt128 bits, int count)
    {
        var taken = (ulong)bits & ((1UL << count) - 1);
        bits >>= count;
        return taken;
    }
}
