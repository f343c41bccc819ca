using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;

namespace Attachments.Archives.SharpCompress.Lzip;

/// <summary>lzip, all members of the file together (draft-diaz-lzip).</summary>
internal sealed class LzipFormat : IArchiveFormat
{
    public bool Recognises(ReadOnlySpan<byte> head) => LzipMember.IsHeader(head);

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var input = new InputWindow(content);
        using var expanded = new LzipContent(input, walk);
        await walk.EnterAsync(CompressedFile.Entry(walk), expanded, cancellationToken).ConfigureAwait(false);
        await CompressedFile.DemandEndAsync(input, walk, cancellationToken).ConfigureAwait(false);
    }
}
