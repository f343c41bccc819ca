using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>GIF (GIF89a specification, 18 to 27): the logical screen, and each frame, which decoders let outgrow the screen.</summary>
internal sealed class GifHeader : ImageHeader
{
    private const byte ImageSeparator = 0x2C;
    private const byte ExtensionIntroducer = 0x21;

    private Step step;

    public GifHeader() => Ask(6, 7);

    private enum Step
    {
        Screen,
        Block,
        Descriptor,
        SubBlock,
    }

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        switch (step)
        {
            case Step.Screen:
                NoteSize(BinaryPrimitives.ReadUInt16LittleEndian(piece), BinaryPrimitives.ReadUInt16LittleEndian(piece[2..]));
                Ask(Step.Block, at + 7 + ColorTable(piece[4]), 1);
                break;
            case Step.Block when piece[0] == ImageSeparator:
                Ask(Step.Descriptor, at + 1, 9);
                break;
            case Step.Block when piece[0] == ExtensionIntroducer:
                Ask(Step.SubBlock, at + 2, 1);
                break;
            case Step.Descriptor:
                ReadDescriptor(piece);
                // One byte of code size stands before the data.
                Ask(Step.SubBlock, at + 9 + ColorTable(piece[8]) + 1, 1);
                break;
            case Step.SubBlock:
                Ask(piece[0] == 0 ? Step.Block : Step.SubBlock, at + 1 + piece[0], 1);
                break;
        }
    }

    private void Ask(Step then, long at, int length)
    {
        step = then;
        Ask(at, length);
    }

    private void ReadDescriptor(ReadOnlySpan<byte> piece)
    {
        ulong left = BinaryPrimitives.ReadUInt16LittleEndian(piece);
        ulong top = BinaryPrimitives.ReadUInt16LittleEndian(piece[2..]);
        NoteSize(left + BinaryPrimitives.ReadUInt16LittleEndian(piece[4..]), top + BinaryPrimitives.ReadUInt16LittleEndian(piece[6..]));
        NoteFrame();
    }

    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
