using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>TIFF 6.0 section 2, and BigTIFF: each directory's width and length, as far as directories follow one another forward.</summary>
internal sealed class TiffHeader : ImageHeader
{
    private const int ImageWidth = 256;
    private const int ImageLength = 257;

    private readonly bool isLittleEndian;
    private readonly bool isBig;
    private Step step;
    private ulong entries;
    private ulong width;
    private ulong height;

    public TiffHeader(bool isLittleEndian, bool isBig)
    {
        this.isLittleEndian = isLittleEndian;
        this.isBig = isBig;
        Ask(isBig ? 8 : 4, OffsetLength);
    }

    private enum Step
    {
        Offset,
        Count,
        Entry,
    }

    private int OffsetLength => isBig ? 8 : 4;

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        switch (step)
        {
            case Step.Offset:
                var offset = Number(piece);
                if (offset is > 0 and < long.MaxValue)
                    Ask(Step.Count, (long)offset, isBig ? 8 : 2);
                break;
            case Step.Count:
                NoteFrame();
                (entries, width, height) = (Number(piece), 0, 0);
                AskEntry(at + piece.Length);
                break;
            case Step.Entry:
                ReadEntry(piece);
                entries--;
                AskEntry(at + piece.Length);
                break;
        }
    }

    private void AskEntry(long at)
    {
        if (entries > 0)
            Ask(Step.Entry, at, isBig ? 20 : 12);
        else
            Ask(Step.Offset, at, OffsetLength);
    }

    private void Ask(Step then, long at, int length)
    {
        step = then;
        Ask(at, length);
    }

    private void ReadEntry(ReadOnlySpan<byte> entry)
    {
        var tag = Number(entry[..2]);
        if (tag is not (ImageWidth or ImageLength))
            return;

        var value = Value(entry[(isBig ? 12 : 8)..], Number(entry[2..4]));
        if (tag == ImageWidth)
            width = Math.Max(width, value);
        else
            height = Math.Max(height, value);

        NoteSize(width, height);
    }

    // Signed or not: no picture has a negative size, so such a number is a large one.
    private ulong Value(ReadOnlySpan<byte> value, ulong type) => type switch
    {
        1 or 6 => value[0],
        3 or 8 => Number(value[..2]),
        4 or 9 => Number(value[..4]),
        16 or 17 when isBig => Number(value[..8]),

        // A number that stands elsewhere, or is of a kind that no writer uses for this, and that some readers take.
        _ => uint.MaxValue,
    };

    private ulong Number(ReadOnlySpan<byte> bytes) => (bytes.Length, isLittleEndian) switch
    {
        (1, _) => bytes[0],
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}
