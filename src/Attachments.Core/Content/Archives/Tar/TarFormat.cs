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

    // Of systems (PATH_MAX). Longer ones are none to some readers.
    private const int LongestName = 4096;

    // GNU's type of a file with holes.
    private const byte Sparse = (byte)'S';

    // By its checksum alone, as readers do: the oldest form has no mark.
    public bool Recognises(ReadOnlySpan<byte> head) => head.Length >= TarHeader.Size && TarHeader.HasChecksum(head[..TarHeader.Size]);

    public async ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        using var reader = new ForwardReader(content);
        string? longName = null;
        PaxAttributes? attributes = null;

        while (true)
        {
            var block = await reader.NeedAsync(TarHeader.Size, cancellationToken).ConfigureAwait(false);
            if (!block.Span.ContainsAnyExcept((byte)0))
                break;

            var header = TarHeader.Read(block.Span);
            reader.Take(TarHeader.Size);

            switch (header.Type)
            {
                // Readers differ in which of two they take.
                case (byte)'L' when longName is not null:
                case (byte)'x' when attributes is not null:
                    throw new InvalidDataException();

                case (byte)'L':
                    longName = Encoding.UTF8.GetString(await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false)).TrimEnd('\0');
                    continue;

                case (byte)'x':
                    attributes = PaxAttributes.Read(await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false));
                    continue;

                // Attributes of all entries. A name or a length for all of them makes no sense, but some readers take it.
                case (byte)'g':
                    if (PaxAttributes.Read(await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false)) != default)
                        throw new InvalidDataException();
                    continue;

                // The long name of a link.
                case (byte)'K':
                    await ReadAttributesAsync(reader, header, cancellationToken).ConfigureAwait(false);
                    continue;

                // The name of a volume, which some readers unpack as an empty file, and some pass over without the content that it would have.
                case (byte)'V':
                    walk.CheckPath(header.Name);

                    // Nor are attributes for it: some readers take them for it, and some for the entry behind it.
                    if (header.Length > 0 || longName is not null || attributes is not null)
                        throw new InvalidDataException();
                    continue;
            }

            // Of a name of GNU's and one of POSIX' readers take one or the other: neither may be a bad one.
            var given = attributes ?? default;
            if (longName?.Length > LongestName || given.Path?.Length > LongestName)
                throw new InvalidDataException();

            // Some readers go by the header's all the same. Of a length that its digits cannot write an honest one says nothing, and what follows it is looked at as they would.
            if (given.Size is { } size && size != header.Length && (size <= TarHeader.LargestOctal || header.Length > 0))
                throw new InvalidDataException();

            if (longName is not null && given.Path is not null)
                walk.CheckName(longName);

            // And some take the header's, where the other one is too long for them or makes no sense to them.
            CheckHeader(header, given.HasZero ? null : given.Path ?? longName, walk);

            var entry = header with
            {
                Name = given.Path ?? longName ?? header.Name,
                Length = given.Size ?? header.Length,
                Type = given.IsSparse ? Sparse : header.Type,
            };

            // Some readers look for the next header behind a folder's own, and some behind as many bytes as it says.
            if (entry.Length > 0 && IsFolder(entry))
                throw new InvalidDataException();

            await ReadEntryAsync(reader, entry, walk, cancellationToken).ConfigureAwait(false);
            (longName, attributes) = (null, null);
        }

        // The first of two blocks of zeros, and what fills a tape's record.
        await ArchiveEnd.DemandAsync(reader, walk, cancellationToken).ConfigureAwait(false);
    }

    // An honest writer's is what the field can hold of the other one, which is not the end of the name, and may begin with the slash behind letters that were left out.
    private static void CheckHeader(TarHeader header, string? other, ArchiveWalk walk)
    {
        if (other is null || !header.IsMadeOf(other))
        {
            walk.CheckName(header.Name);
            walk.CheckName(header.PrefixedName);
        }
        else
        {
            // The part behind the last slash may be cut off, and look like the folder above.
            var path = header.PrefixedName == header.Name ? header.Name.TrimStart('/') : header.PrefixedName;
            walk.CheckPath(header.IsFull ? path[..(path.LastIndexOf('/') + 1)] : path);
            if (!header.IsFull)
                walk.CheckName(header.Name.TrimStart('/'));
        }
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

    private static bool IsFolder(TarHeader header) => header.Type == (byte)'5' || (header.Type is 0 or (byte)'0' && header.Name.EndsWith('/'));

    private static int Padding(long length) => (int)(-length & (TarHeader.Size - 1));
}
