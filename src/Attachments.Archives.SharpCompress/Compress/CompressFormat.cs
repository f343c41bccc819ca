using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;
using SharpCompress.Compressors.Lzw;

namespace Attachments.Archives.SharpCompress.Compress;

/// <summary>compress(1), whose files end in <c>.Z</c>.</summary>
internal sealed class CompressFormat : IArchiveFormat
{
    private const int HeaderLength = 3;
    private const int WidestCode = 16;

    // A prefix, a suffix and a place on the stack for each code.
    private const long Memory = (1L << WidestCode) * (sizeof(int) + sizeof(byte) + sizeof(byte));

    public bool Recognises(ReadOnlySpan<byte> head) => head is [0x1F, 0x9D, var flags, ..] && (flags & 0x60) == 0 && (flags & 0x1F) is >= 9 and <= WidestCode;

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var memory = walk.Hold(Memory);
        using var input = new InputWindow(content);
        using var expanded = new ExpandedStream(input, token => OpenAsync(input, token));
        await walk.EnterAsync(CompressedFile.Entry(walk), expanded, cancellationToken).ConfigureAwait(false);
    }

    // The decoder expects its header in one piece.
    private static async ValueTask<Stream> OpenAsync(InputWindow input, CancellationToken cancellationToken)
    {
        await input.NeedAsync(HeaderLength, cancellationToken).ConfigureAwait(false);
        return new LzwStream(input);
    }
}
