using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>BMP (BITMAPCOREHEADER, BITMAPINFOHEADER and what followed): run lengths make a small file of a large picture here too.</summary>
internal sealed class BitmapHeader : ImageHeader
{
    public const int Length = 12;

    private const int CoreHeader = 12;

    public BitmapHeader() => Ask(14, Length);

    /// <summary>Returns the size in a header; a negative height says that rows go downward.</summary>
    public static (ulong Width, ulong Height) SizeOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header) == CoreHeader
        ? (BinaryPrimitives.ReadUInt16LittleEndian(header[4..]), BinaryPrimitives.ReadUInt16LittleEndian(header[6..]))
        : (Magnitude(header[4..]), Magnitude(header[8..]));

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        // "BM" begins many a text, whose letters would be an enormous picture.
        if (BinaryPrimitives.ReadUInt32LittleEndian(piece) is not (CoreHeader or 16 or 40 or 52 or 56 or 64 or 108 or 124))
            return;

        var (width, height) = SizeOf(piece);
        NoteSize(width, height);
        NoteFrames(1);
    }

    private static ulong Magnitude(ReadOnlySpan<byte> number) => (ulong)Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(number));
}
