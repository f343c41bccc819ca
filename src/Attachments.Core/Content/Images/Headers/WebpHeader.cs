using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>WebP (RFC 9649): the canvas, and every bitstream within it, because either may lie.</summary>
internal sealed class WebpHeader : ImageHeader
{
    private const uint Canvas = 0x56503858;
    private const uint Frame = 0x414E4D46;
    private const uint Lossy = 0x56503820;
    private const uint Lossless = 0x5650384C;

    private uint chunk;
    private long next;
    private long frames;

    public WebpHeader() => Ask(12, 8);

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        if (chunk != 0)
        {
            ReadChunk(piece);
            chunk = 0;
            Ask(next, 8);
            return;
        }

        var type = BinaryPrimitives.ReadUInt32BigEndian(piece);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(piece[4..]);
        // A frame's own chunks follow its header.
        next = at + 8 + (type == Frame ? 16 : size + (size & 1L));
        var wanted = type switch { Canvas or Lossy => 10, Frame => 16, Lossless => 5, _ => 0 };
        chunk = wanted == 0 ? 0 : type;
        Ask(wanted == 0 ? next : at + 8, wanted == 0 ? 8 : wanted);
    }

    private void ReadChunk(ReadOnlySpan<byte> data)
    {
        NoteFrames(1);
        switch (chunk)
        {
            case Canvas:
                NoteSize(UInt24(data[4..]) + 1, UInt24(data[7..]) + 1);
                break;
            case Frame:
                NoteSize((2 * UInt24(data)) + UInt24(data[6..]) + 1, (2 * UInt24(data[3..])) + UInt24(data[9..]) + 1);
                NoteFrames(++frames);
                break;
            case Lossy when data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]):
                NoteSize(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFFu);
                break;
            case Lossless when data[0] == 0x2F:
                var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
                NoteSize((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
                break;
        }
    }

    private static uint UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);
}
