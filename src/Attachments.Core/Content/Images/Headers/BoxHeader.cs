using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>
/// Files of boxes: HEIC, HEIF and AVIF (ISO/IEC 23008-12 6.5.3, <c>ispe</c>), JPEG 2000 (ITU-T T.800 I.5.3.1, <c>ihdr</c>) and JPEG XL in its container
/// (ISO/IEC 18181-2).
/// </summary>
internal sealed class BoxHeader : ImageHeader
{
    private const int Short = 8;

    private uint type;
    private long boxAt;
    private long next;
    private Step step;

    public BoxHeader() => Ask(0, Short);

    private enum Step
    {
        Box,
        LongSize,
        Content,
    }

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        switch (step)
        {
            case Step.Box:
                boxAt = at;
                type = BinaryPrimitives.ReadUInt32BigEndian(piece[4..]);
                ReadSize(BinaryPrimitives.ReadUInt32BigEndian(piece));
                break;
            case Step.LongSize:
                Enter(BinaryPrimitives.ReadUInt64BigEndian(piece), Short + 8);
                break;
            case Step.Content:
                ReadContent(piece);
                Ask(Step.Box, next, Short);
                break;
        }
    }

    private void ReadSize(uint size)
    {
        // 1: the size is a long one and follows. 0: the box goes on to the file's end.
        if (size == 1)
            Ask(Step.LongSize, boxAt + Short, 8);
        else
            Enter(size == 0 ? long.MaxValue / 2 : (ulong)size, Short);
    }

    private void Enter(ulong size, int headerLength)
    {
        if (size < (ulong)headerLength || size > long.MaxValue / 2)
            return;

        next = boxAt + (long)size;
        var content = boxAt + headerLength;
        switch (type)
        {
            // Version and flags come first. What is within a box is read as if it stood behind its header.
            case 0x6D657461: // meta
                Ask(Step.Box, content + 4, Short);
                break;
            case 0x69707270 or 0x6970636F or 0x6A703268: // iprp, ipco, jp2h
                Ask(Step.Box, content, Short);
                break;
            case 0x69737065: // ispe
                Ask(Step.Content, content + 4, 8);
                break;
            case 0x69686472: // ihdr
                Ask(Step.Content, content, 8);
                break;
            case 0x6A786C63: // jxlc
                Ask(Step.Content, content, JpegXlHeader.Length);
                break;
            case 0x6A786C70: // jxlp, behind its number
                Ask(Step.Content, content + 4, JpegXlHeader.Length);
                break;
            default:
                Ask(Step.Box, next, Short);
                break;
        }
    }

    private void ReadContent(ReadOnlySpan<byte> piece)
    {
        NoteFrames(1);
        if (piece.Length == JpegXlHeader.Length)
        {
            var (xlWidth, xlHeight) = JpegXlHeader.SizeOf(piece);
            NoteSize(xlWidth, xlHeight);
            return;
        }

        // JPEG 2000 says the height first; the product is the same, the names are not.
        var (first, second) = (BinaryPrimitives.ReadUInt32BigEndian(piece), BinaryPrimitives.ReadUInt32BigEndian(piece[4..]));
        // A size of 0 is none: readers then go by the one in the picture's own data.
        if (type == 0x69686472)
            NoteSize(second == 0 ? uint.MaxValue : second, first == 0 ? uint.MaxValue : first);
        else
            NoteSize(first, second);
    }

    private void Ask(Step then, long at, int length)
    {
        step = then;
        Ask(at, length);
    }
}
