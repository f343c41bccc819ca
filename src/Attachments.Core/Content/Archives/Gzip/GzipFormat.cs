using System.IO.Compression;
using System.Text;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Gzip;

/// <summary>One compressed file (RFC 1952), all its members together.</summary>
internal sealed class GzipFormat : IArchiveFormat
{
    private const int HeaderLength = 10;
    private const int ExtraFlag = 0x04;
    private const int NameFlag = 0x08;
    private const int LongestHeader = 4096;

    public bool Recognises(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, 8, ..];

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var peeked = new PeekedStream(content, LongestHeader);
        var head = await peeked.PeekAsync(cancellationToken).ConfigureAwait(false);

        // What it is called once it is unpacked: its own name without what says that it is compressed, or the name in its header.
        if (NameIn(head.Span) is { } name)
            walk.CheckName(name);

        using var expanded = new GZipStream(peeked, CompressionMode.Decompress, leaveOpen: true);
        await walk.EnterAsync(new ArchiveEntry(Path.GetFileNameWithoutExtension(walk.Name)), expanded, cancellationToken).ConfigureAwait(false);
    }

    private static string? NameIn(ReadOnlySpan<byte> head)
    {
        if (head.Length <= HeaderLength || (head[3] & NameFlag) == 0)
            return null;

        var at = HeaderLength;
        if ((head[3] & ExtraFlag) != 0)
            at += head.Length > at + 1 ? 2 + head[at] + (head[at + 1] << 8) : 2;

        if (at < head.Length && head[at..].IndexOf((byte)0) is var end and >= 0)
            return Encoding.Latin1.GetString(head.Slice(at, end));

        // Where the file goes on, so does its header, and nobody but an attacker has a name so far behind.
        return head.Length < LongestHeader ? null : throw new InvalidDataException();
    }
}
