using System.Buffers.Binary;
using System.IO.Compression;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>
/// Reads a ZIP from its first byte to its last, and lets no byte be two things: entries stand one behind the other, the directory lists each of them once and
/// as it is, and nothing follows. So every reader sees the same files, whether it begins at the front or at the end.
/// </summary>
internal sealed class ZipReading(ForwardReader reader, ZipListing listing, ArchiveWalk walk)
{
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(cancellationToken).ConfigureAwait(false) is ZipRecord.Descriptor or ZipRecord.SpannedOverOne)
            reader.Take(ZipRecord.SignatureLength);

        while (await NextAsync(cancellationToken).ConfigureAwait(false) == ZipRecord.LocalHeader)
            await ReadEntryAsync(cancellationToken).ConfigureAwait(false);

        await new ZipDirectory(reader, listing, walk).ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<uint> NextAsync(CancellationToken cancellationToken) =>
        BinaryPrimitives.ReadUInt32LittleEndian((await reader.NeedAsync(ZipRecord.SignatureLength, cancellationToken).ConfigureAwait(false)).Span);

    private async ValueTask ReadEntryAsync(CancellationToken cancellationToken)
    {
        var header = await ZipLocalHeader.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        if (header.OtherName is { } other)
            walk.CheckName(other);
        if (header.IsOfNoFile)
            throw walk.Refuse(ZipDirectory.NoFile);

        var data = (header.HasDescriptor, header.IsReadable, header.IsDeflated) switch
        {
            (false, _, _) => await ReadBoundedAsync(header, cancellationToken).ConfigureAwait(false),
            (true, true, true) => await ReadDeflatedAsync(header, cancellationToken).ConfigureAwait(false),
            _ => await ReadSearchedAsync(header, cancellationToken).ConfigureAwait(false),
        };

        listing.Add(header.ToEntry(data));
    }

    private async ValueTask<ZipData> ReadBoundedAsync(ZipLocalHeader header, CancellationToken cancellationToken)
    {
        if (!header.IsReadable)
        {
            walk.EnterUnreadable(new ArchiveEntry(header.Name));
            await reader.SkipAsync(header.Compressed, cancellationToken).ConfigureAwait(false);
            return new ZipData(header.Compressed, header.Expanded, header.Checksum);
        }

        using var data = new BoundedData(reader, header.Compressed);
        var expanded = await EnterAsync(header, data, cancellationToken).ConfigureAwait(false);

        // What a decompressor never asked for stands in no file, and hides there.
        if (data.Rest > 0)
            throw new InvalidDataException();

        return expanded == header.Expanded
            ? new ZipData(header.Compressed, expanded, header.Checksum)
            : throw walk.Refuse("The archive says that an entry is longer or shorter than it is");
    }

    private async ValueTask<ZipData> ReadDeflatedAsync(ZipLocalHeader header, CancellationToken cancellationToken)
    {
        var start = reader.Position;
        using var data = new SlicedData(reader);
        var expanded = await EnterAsync(header, data, cancellationToken).ConfigureAwait(false);

        var slice = data.Return();
        var bytes = await reader.PeekAsync(slice + ZipDescriptor.LookAhead, cancellationToken).ConfigureAwait(false);
        for (var at = 1; at <= slice; at++)
        {
            var compressed = reader.Position + at - start;
            if (ZipDescriptor.Find(bytes.Span[at..], compressed, expanded, demandsSignature: false) is not { } found)
                continue;

            reader.Take(at + found.Length);
            return Agreed(header, new ZipData(compressed, expanded, found.Checksum));
        }

        return bytes.Length < slice + ZipDescriptor.LookAhead ? throw new EndOfStreamException() : throw new InvalidDataException();
    }

    private async ValueTask<ZipData> ReadSearchedAsync(ZipLocalHeader header, CancellationToken cancellationToken)
    {
        var start = reader.Position;
        using var data = new SearchedData(reader, isStored: header.IsReadable);

        if (header.IsReadable)
        {
            await walk.EnterAsync(new ArchiveEntry(header.Name), data, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            walk.EnterUnreadable(new ArchiveEntry(header.Name));
            await data.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        var found = data.Found!.Value;
        var compressed = reader.Position - start;
        reader.Take(found.Length);
        return Agreed(header, new ZipData(compressed, found.Expanded, found.Checksum));
    }

    // A header that has the lengths although they stand behind the data must have the same ones. A checksum that is a record's signature is one for readers
    // that do not find a descriptor there.
    private ZipData Agreed(ZipLocalHeader header, ZipData data) =>
        !ZipRecord.MayFollowEntry(data.Checksum) && (header.Compressed == 0 || header.Compressed == data.Compressed) && (header.Expanded == 0 || header.Expanded == data.Expanded) && (header.Checksum == 0 || header.Checksum == data.Checksum)
            ? data
            : throw walk.Refuse("The archive says two things of the same entry");

    private async ValueTask<long> EnterAsync(ZipLocalHeader header, Stream data, CancellationToken cancellationToken)
    {
        using var inflated = header.IsDeflated ? new DeflateStream(data, CompressionMode.Decompress, leaveOpen: true) : data;
        using var measured = new MeasuredStream(inflated);
        await walk.EnterAsync(new ArchiveEntry(header.Name), measured, cancellationToken).ConfigureAwait(false);
        return measured.Length;
    }
}
