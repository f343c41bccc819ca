using Attachments.Content.Images.Headers;

namespace Attachments.Content.Images;

/// <summary>
/// Reads how large an image is while its bytes pass. It decodes nothing, keeps at most <see cref="ImageHeader.LongestPiece"/> bytes, goes forward only, and
/// throws on no input: where a header stops making sense, what was found so far stands.
/// </summary>
internal sealed class ImageSizeReader
{
    // As many bytes as tell the format.
    private const int BeginningLength = 12;

    private readonly byte[] piece = new byte[ImageHeader.LongestPiece];
    private ImageHeader? header;
    private long position;
    private int held;

    /// <summary>Whether no further byte can tell anything.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What was found so far.</summary>
    public ImageSize Found => header?.Found ?? default;

    /// <summary>Reads a file that is all at hand.</summary>
    public static ImageSize Read(ReadOnlySpan<byte> file)
    {
        var reader = new ImageSizeReader();
        reader.Push(file);
        return reader.Found;
    }

    /// <summary>Sees the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (header is null && !IsDone)
            bytes = Begin(bytes);

        if (!IsDone && !bytes.IsEmpty)
            Feed(bytes);
    }

    // Returns what is left of the bytes once the format is known.
    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(BeginningLength - held, bytes.Length);
        bytes[..taken].CopyTo(piece.AsSpan(held));
        held += taken;
        if (held < BeginningLength)
            return default;

        held = 0;
        header = ImageHeader.Of(piece.AsSpan(0, BeginningLength));
        if (header is null)
            IsDone = true;
        else
            Feed(piece.AsSpan(0, BeginningLength).ToArray());

        return bytes[taken..];
    }

    private void Feed(ReadOnlySpan<byte> bytes)
    {
        var start = position;
        position += bytes.Length;

        while (!(IsDone = header!.IsDone))
        {
            var from = header.WantedAt + held - start;
            if (from >= bytes.Length)
                return;

            var rest = bytes[(int)from..];
            if (header.Sought is { } sought && held == 0)
            {
                var skipped = rest.IndexOf(sought);
                header.SkipTo(skipped < 0 ? position : header.WantedAt + skipped);
                if (skipped < 0)
                    return;

                rest = rest[skipped..];
            }

            var missing = header.WantedLength - held;
            if (rest.Length < missing)
            {
                rest.CopyTo(piece.AsSpan(held));
                held += rest.Length;
                return;
            }

            if (held > 0)
            {
                rest[..missing].CopyTo(piece.AsSpan(held));
                rest = piece;
            }

            held = 0;
            header.Take(rest[..header.WantedLength]);
        }
    }
}
