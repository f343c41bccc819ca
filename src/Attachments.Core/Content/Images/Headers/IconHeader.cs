using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>ICO and CUR (Microsoft ICONDIR): the directory has one byte for a width, so the images themselves are asked.</summary>
internal sealed class IconHeader : ImageHeader
{
    private const int Entry = 16;
    private const int MostEntries = 256;
    private const int ImageLength = 24;

    private readonly SortedSet<uint> images = [];
    private int count;
    private int seen;
    private bool isImage;

    public IconHeader() => Ask(4, 2);

    protected override void Read(ReadOnlySpan<byte> piece, long at)
    {
        if (isImage)
            ReadImage(piece);
        else if (piece.Length == 2)
            ReadCount(piece);
        else
            ReadEntry(piece);

        if (!isImage && seen < count)
            Ask(6 + ((long)Entry * seen) + 12, 4);
        else
            AskImage(at + piece.Length);
    }

    private void ReadCount(ReadOnlySpan<byte> piece)
    {
        var stated = BinaryPrimitives.ReadUInt16LittleEndian(piece);
        count = Math.Min((int)stated, MostEntries);
        NoteFrames(stated);
    }

    private void ReadEntry(ReadOnlySpan<byte> piece)
    {
        seen++;
        images.Add(BinaryPrimitives.ReadUInt32LittleEndian(piece));
    }

    private void AskImage(long from)
    {
        isImage = true;
        if (images.Count == 0)
            return;

        // Images in one another's headers, or in the directory, are there to be looked at by somebody else only.
        var next = images.Min;
        images.Remove(next);
        if (next < from)
            NoteSize(uint.MaxValue, uint.MaxValue);

        Ask(next, ImageLength);
    }

    private void ReadImage(ReadOnlySpan<byte> piece)
    {
        if (piece[0] == 0x89 && piece[1..].StartsWith("PNG"u8))
        {
            NoteSize(BinaryPrimitives.ReadUInt32BigEndian(piece[16..]), BinaryPrimitives.ReadUInt32BigEndian(piece[20..]));
            return;
        }

        // A bitmap in an icon counts its mask's rows too.
        var (width, height) = BitmapHeader.SizeOf(piece);
        NoteSize(width, height / 2);
    }
}
