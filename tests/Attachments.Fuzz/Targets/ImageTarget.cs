using Attachments.Content.Images;

namespace Attachments.Fuzz.Targets;

/// <summary>An image, of which only the headers are read.</summary>
internal sealed class ImageTarget() : FuzzTarget("images")
{
    private const int LongestInSingleBytes = 4096;

    public override string Description => "headers of images, whole and in pieces";

    public override IReadOnlyList<string> Dictionary =>
    [
        "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", "acTL", "fcTL", "fdAT", "IDAT", "IEND", "CgBI", "\xFF\xD8\xFF\xE0\0\x10JFIF\0", "\xFF\xC0\0\x11\x08", "\xFF\xC2", "\xFF\xDA", "\xFF\xDC\0\x04", "\xFF\xD9", "\xFF\xE2",
        "GIF89a", "\x2C\0\0\0\0", "\x21\xF9\x04", "\x21\xFF\x0BNETSCAPE2.0", "\x3B", "RIFF", "WEBPVP8 ", "WEBPVP8L", "WEBPVP8X", "ANIM", "ANMF", "\x9D\x01\x2A", "\x2F", "BM", "\x28\0\0\0", "\x0C\0\0\0",
        "\0\0\x01\0\x01\0", "\0\0\x02\0", "II*\0\x08\0\0\0", "MM\0*\0\0\0\x08", "II+\0\x08\0\0\0", "\0\x01\0\x03\0\0\0\x01", "\x01\x01\x04\0\x01\0\0\0", "\x4A\x01", "\0\0\0\x18" + "ftypheic", "ftypavif", "meta", "iprp", "ipco", "ispe",
        "\0\0\0\x0CjP  \r\n\x87\n", "jp2h", "ihdr", "jp2c", "\xFF\x0A", "\0\0\0\x0CJXL \r\n\x87\n", "jxlc", "jxlp", "\0\0\0\0", "\xFF\xFF\xFF\xFF", "\0\0\0\x01", "\x80\0\0\0",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var whole = ImageSizeReader.Read(input);
        Violation.Unless(whole.Frames >= 0, "a number of pictures is none or more");

        var random = new Random(InputText.Hash(input));
        var bound = 1 << random.Next(1, 17);
        Violation.UnlessEqual(whole, ReadInPieces(input, () => random.Next(1, bound)));
        if (input.Length <= LongestInSingleBytes)
            Violation.UnlessEqual(whole, ReadInPieces(input, static () => 1));

        var cut = ImageSizeReader.Read(input[..random.Next(input.Length + 1)]);
        Violation.Unless(cut.Pixels <= whole.Pixels && cut.Frames <= whole.Frames, "more bytes never tell of less");
    }

    private static ImageSize ReadInPieces(ReadOnlySpan<byte> input, Func<int> pieceOf)
    {
        var reader = new ImageSizeReader();
        while (!input.IsEmpty)
        {
            var piece = input[..Math.Min(pieceOf(), input.Length)].ToArray();
            input = input[piece.Length..];
            var (wasDone, before) = (reader.IsDone, reader.Found);
            reader.Push(piece);
            Violation.Unless(!wasDone || (reader.IsDone && reader.Found == before), "what is done finds nothing more");

            // Nothing may be kept of a block.
            piece.AsSpan().Fill(0xCC);
        }

        return reader.Found;
    }
}
