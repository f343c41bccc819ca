using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace Attachments.Archives.SharpCompress.Zstandard;

/// <summary>Zstandard, all frames of the file together (RFC 8878).</summary>
internal sealed class ZstandardFormat : IArchiveFormat
{
    // What the decoder itself refuses is left to the inspection's own limit.
    private const int WidestWindow = 31;

    public bool Recognises(ReadOnlySpan<byte> head) => ZstandardFrame.IsFrame(head) || ZstandardFrame.IsSkippable(head);

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var input = new InputWindow(content);
        using var frames = new ZstandardFrames(input, walk);
        using var expanded = new ExpandedStream(frames, _ => new(Open(frames)));
        await walk.EnterAsync(CompressedFile.Entry(walk), expanded, cancellationToken).ConfigureAwait(false);
    }

    private static DecompressionStream Open(ZstandardFrames frames)
    {
        var decoder = new DecompressionStream(frames, bufferSize: InputWindow.Size, checkEndOfStream: true, leaveOpen: true);
        decoder.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, WidestWindow);
        return decoder;
    }
}
