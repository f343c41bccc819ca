using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace Attachments.Archives.SharpCompress.Bzip2;

/// <summary>bzip2, all streams of the file together.</summary>
internal sealed class Bzip2Format : IArchiveFormat
{
    // A block of 900,000 bytes takes an int and a char for each. A later stream may have larger blocks than the first: the largest are asked for at once.
    private const long Memory = (900_000 * (sizeof(int) + sizeof(char))) + 262_144;

    public bool Recognises(ReadOnlySpan<byte> head) => IsBeginning(head);

    /// <summary>Gets whether a stream begins here: with a block, or with its end.</summary>
    public static bool IsBeginning(ReadOnlySpan<byte> bytes) =>
        bytes is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
            or [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..];

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var memory = walk.Hold(Memory);
        using var counted = new Bzip2Content(content, walk);
        using var input = new InputWindow(counted);
        using var expanded = new ExpandedStream(input, token => OpenAsync(input, token));
        await walk.EnterAsync(CompressedFile.Entry(walk), expanded, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<Stream> OpenAsync(InputWindow input, CancellationToken cancellationToken) =>
        await BZip2Stream.CreateAsync(input, CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true, cancellationToken: cancellationToken).ConfigureAwait(false);
}
