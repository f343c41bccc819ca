using System.Buffers.Binary;

namespace Attachments.Content.Images.Headers;

/// <summary>
/// One format's way through its header: it asks for one small piece of the file after the other, each behind the last, and notes what it finds. A piece
/// that the file does not reach is never taken.
/// </summary>
internal abstract class ImageHeader
{
    /// <summary>How many bytes a piece has at most.</summary>
    public const int LongestPiece = 24;

    // No file is longer; sums of two such offsets do not overflow.
    private const long Furthest = long.MaxValue / 4;

    private long end;

    /// <summary>Where in the file the next piece stands.</summary>
    public long WantedAt { get; private set; }

    /// <summary>How long it is; 0 where nothing more is wanted.</summary>
    public int WantedLength { get; private set; }

    /// <summary>The byte with which the next piece begins, which may stand later than <see cref="WantedAt"/>.</summary>
    public byte? Sought { get; private set; }

    public bool IsDone => WantedLength == 0;

    public ImageSize Found { get; private set; }

    /// <summary>Returns the reader of a format; null where the file is no image that has one.</summary>
    /// <param name="beginning">The file's first 12 bytes.</param>
    public static ImageHeader? Of(ReadOnlySpan<byte> beginning)
    {
        if (beginning[1..].StartsWith("PNG\r\n\u001A\n"u8) && beginning[0] == 0x89)
            return new PngHeader();

        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return new JpegHeader();

        if (beginning.StartsWith("GIF87a"u8) || beginning.StartsWith("GIF89a"u8))
            return new GifHeader();

        if (beginning.StartsWith("RIFF"u8) && beginning[8..].StartsWith("WEBP"u8))
            return new WebpHeader();

        if (beginning.StartsWith("BM"u8))
            return new BitmapHeader();

        if (beginning[4..].StartsWith("ftyp"u8) || beginning[4..].StartsWith("jP  "u8) || beginning[4..].StartsWith("JXL "u8))
            return new BoxHeader();

        return BinaryPrimitives.ReadUInt32BigEndian(beginning) switch
        {
            0x0000_0100 or 0x0000_0200 => new IconHeader(),
            0x4949_2A00 or 0x4949_2B00 => new TiffHeader(isLittleEndian: true, isBig: beginning[2] == 0x2B),
            0x4D4D_002A or 0x4D4D_002B => new TiffHeader(isLittleEndian: false, isBig: beginning[3] == 0x2B),
            >= 0xFF0A_0000 and <= 0xFF0A_FFFF => new JpegXlHeader(),
            _ => null,
        };
    }

    /// <summary>Takes the piece that was asked for, and asks for the next or for none.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        var at = WantedAt;
        end = at + piece.Length;
        Stop();
        Read(piece, at);
    }

    /// <summary>Goes on to where the sought byte may stand.</summary>
    public void SkipTo(long at) => WantedAt = at;

    /// <param name="piece">As long as was asked.</param>
    /// <param name="at">Where in the file it stands.</param>
    protected abstract void Read(ReadOnlySpan<byte> piece, long at);

    // Never backward: what has passed is gone, and a chain that only goes forward has an end.
    protected void Ask(long at, int length, byte? sought = null)
    {
        if (at < end || at > Furthest)
            return;

        WantedAt = at;
        WantedLength = length;
        Sought = sought;
    }

    protected void Stop() => (WantedLength, Sought) = (0, null);

    /// <summary>Notes a picture's size; the largest stands.</summary>
    protected void NoteSize(ulong width, ulong height)
    {
        var size = Found with { Width = (uint)Math.Min(width, uint.MaxValue), Height = (uint)Math.Min(height, uint.MaxValue) };
        if (size.Pixels >= Found.Pixels)
            Found = size;
    }

    protected void NoteFrames(long frames) => Found = Found with { Frames = Math.Max(Found.Frames, frames) };

    protected void NoteFrame() => NoteFrames(Found.Frames + 1);
}
