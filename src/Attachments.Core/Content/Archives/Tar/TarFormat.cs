using System.Text;
using Attachments.Content.Archives.Reading;
using Attachments.Content.Archives.Zip;

namespace Attachments.Content.Archives.Tar;

/// <summary>tar, in the forms of POSIX and GNU.</summary>
/// <remarks>Not the base library's reader: it takes as much memory for an entry's attributes as the archive says.</remarks>
internal sealed class TarFormat : IArchiveFormat
{
    // A path of the longest kind in every attribute that has one, with room.
    private const int LongestAttributes = ForwardReader.LongestPiece;

    public bool Recognises(ReadOnlySpan<byte> head) =>
        head.Length >= TarHeader.Size && head.Slice(257, 5).SequenceEqual("ustar"u8) && TarHeader.HasChecksum(head[..TarHeader.Size]);

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var reader = new ForwardReader(content);
        string? longName = null;
        long? longLength = null;

        while (true)
        {
            var block = await reader.NeedAsync(TarHeader.Size, cancellationToken).ConfigureAwait(false);
            if (!block.Span.ContainsAnyExcept((byte)0))
                break;

            var header = TarHeader.Read(block.Span);
            reader.Take(TarHeader.Size);

            switch (header.Type)
            {
                case (byte)'L':
                    longName = Encoding.UTF8.GetString(await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false)).TrimEnd('\0');
                    continue;

                case (byte)'x':
                    var attributes = PaxAttributes.Read(await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false));
                    (longName, longLength) = (attributes.Path ?? longName, attributes.Size ?? longLength);
                    continue;

                // Attributes of all entries, the long name of a link, the name of a volume.
                case (byte)'g' or (byte)'K' or (byte)'V':
                    await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false);
                    continue;
            }

            await ReadEntryAsync(reader, header with { Name = longName ?? header.Name, Length = longLength ?? header.Length }, walk, cancellationToken).ConfigureAwait(false);
            (longName, longLength) = (null, null);
        }

        // The first of two blocks of zeros, and what fills a tape's record.
        await ArchiveEnd.DemandAsync(reader, walk, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask ReadEntryAsync(ForwardReader reader, TarHeader header, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var data = new BoundedData(reader, header.Length);
        await walk.EnterAsync(new ArchiveEntry(header.Name) { Kind = KindOf(header.Type) }, data, cancellationToken).ConfigureAwait(false);
        await reader.SkipAsync(Padding(header.Length), cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<byte[]> ReadAttributesAsync(ForwardReader reader, TarHeader header, CancellationToken cancellationToken)
    {
        if (header.Length > LongestAttributes)
            throw new InvalidDataException();

        var bytes = (await reader.NeedAsync((int)header.Length, cancellationToken).ConfigureAwait(false)).ToArray();
        reader.Take(bytes.Length);
        await reader.SkipAsync(Padding(header.Length), cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    // Regular files, folders and contiguous files; everything else is a link, a device, or a file with holes, whose length nobody bounds.
    private static ArchiveEntryKind KindOf(byte type) => type is 0 or (byte)'0' or (byte)'5' or (byte)'7' or (byte)'D' ? ArchiveEntryKind.File : ArchiveEntryKind.Special;

    private static int Padding(long length) => (int)(-length & (TarHeader.Size - 1));
}
