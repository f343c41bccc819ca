using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>PNG and APNG (W3C PNG, third edition, 5 and 11): chunks of length, type, data and checksum.</summary>
internal sealed class PngHeader : ImageHeader
{
    private const uint ImageHeaderChunk = 0x49484452;
    private const uint AnimationControl = 0x6163544C;
    private const uint FrameControl = 0x6663544C;
    private const uint End = 0x49454E44;

    private uint chunk;
    private long next;
    private long controls;

    public PngHeader() => Ask(8, 8);

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        if (chunk != 0)
        {
            ReadChunk(piece);
            chunk = 0;
            Ask(next, 8);
            return;
        }

        var type = BinaryPrimitives.ReadUInt32BigEndian(piece[4..]);
        next = at + 12 + BinaryPrimitives.ReadUInt32BigEndian(piece);
        if (type == End)
            return;

        if (type == FrameControl)
            NoteFrames(++controls);

        if (type is ImageHeaderChunk or AnimationControl)
        {
            chunk = type;
            Ask(at + 8, 8);
            return;
        }

        Ask(next, 8);
    }

    private void ReadChunk(ReadOnlySpan<byte> data)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(data);
        if (chunk == AnimationControl)
        {
            NoteFrames(first);
            return;
        }

        NoteSize(first, BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        NoteFrames(1);
    }
}
