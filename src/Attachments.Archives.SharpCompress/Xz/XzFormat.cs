using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;

namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>xz, all streams of the file together (The .xz File Format 1.2.1).</summary>
internal sealed class XzFormat : IArchiveFormat
{
    public bool Recognises(ReadOnlySpan<byte> head) => XzFraming.IsHeader(head);

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var input = new InputWindow(content);
        using var expanded = new XzContent(input, walk);
        await walk.EnterAsync(CompressedFile.Entry(walk), expanded, cancellationToken).ConfigureAwait(false);

        if (!expanded.IsUnreadable)
            await CompressedFile.DemandEndAsync(input, walk, cancellationToken).ConfigureAwait(false);
    }
}
