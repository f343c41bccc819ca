using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>JPEG (ITU-T T.81 B.1 and B.2): marker segments up to the first scan, of which the frame header says the size.</summary>
internal sealed class JpegHeader : ImageHeader
{
    private Step step;
    private bool isFrame;

    public JpegHeader() => AskMarker(2);

    private enum Step
    {
        Prefix,
        Marker,
        Segment,
    }

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        switch (step)
        {
            case Step.Prefix:
                Ask(Step.Marker, at + 1, 1);
                break;
            case Step.Marker:
                ReadMarker(piece[0], at);
                break;
            case Step.Segment:
                ReadSegment(piece, at);
                break;
        }
    }

    // Decoders skip what stands between two segments.
    private void AskMarker(long at)
    {
        step = Step.Prefix;
        Ask(at, 1, sought: 0xFF);
    }

    private void ReadMarker(byte marker, long at)
    {
        switch (marker)
        {
            // A prefix may be repeated.
            case 0xFF:
                Ask(Step.Marker, at + 1, 1);
                break;
            case 0x00 or 0x01 or (>= 0xD0 and <= 0xD8):
                AskMarker(at + 1);
                break;
            // The image's end, or a scan: the frame would have come before.
            case 0xD9 or 0xDA:
                break;
            default:
                isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
                Ask(Step.Segment, at + 1, isFrame ? 7 : 2);
                break;
        }
    }

    private void ReadSegment(ReadOnlySpan<byte> piece, long at)
    {
        if (isFrame)
        {
            // A height of 0 is told behind the first scan (B.2.5): it may be any.
            var height = BinaryPrimitives.ReadUInt16BigEndian(piece[3..]);
            NoteSize(BinaryPrimitives.ReadUInt16BigEndian(piece[5..]), height == 0 ? ushort.MaxValue : height);
            NoteFrames(1);
        }

        AskMarker(at + BinaryPrimitives.ReadUInt16BigEndian(piece));
    }

    private void Ask(Step then, long at, int length)
    {
        step = then;
        Ask(at, length);
    }
}
