using System.Buffers.Binary;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>Reads a ZIP's directory and its end records (APPNOTE 4.3.11 to 4.3.16), and holds them against the entries that were read.</summary>
internal sealed class ZipDirectory(ForwardReader reader, ZipListing listing, ArchiveWalk walk)
{
    private const int HeaderLength = 46;
    private const int LocatorLength = 20;
    private const int Zip64EndLength = 56;

    private const int CommentPiece = 4096;

    // A signature may begin in one piece and end in the next.
    private const int Overlap = ZipRecord.SignatureLength - 1;

    // The end record up to the length of its comment.
    private const int EndBeforeComment = ZipRecord.EndLength - sizeof(ushort);

    // File types of POSIX in the upper half of the external attributes, where the archive was made on such a system.
    private const int UnixHost = 3;
    private const int AppleHost = 19;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int Link = 0xA000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;
    private const int Socket = 0xC000;

    // What came out of a pipe is listed as one, and unpacked as a file.
    private const int Pipe = 0x1000;

    public const string NoFile = "The archive holds what is neither a file nor a folder";

    // What stands where readers look for the locator of ZIP64, whether they were told that there is one or not.
    private readonly byte[] beforeEnd = new byte[LocatorLength];

    private long start;
    private long length;

    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        start = reader.Position;
        while (true)
        {
            var signature = BinaryPrimitives.ReadUInt32LittleEndian((await reader.NeedAsync(ZipRecord.SignatureLength, cancellationToken).ConfigureAwait(false)).Span);
            if (signature != ZipRecord.CentralHeader)
            {
                length = reader.Position - start;
                await ReadEndAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            await ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = (await reader.NeedAsync(HeaderLength, cancellationToken).ConfigureAwait(false)).ToArray();
        Take(header);

        var name = await reader.NeedAsync(Short(header, 28), cancellationToken).ConfigureAwait(false);
        var nameHash = ZipListing.NameOf(name.Span);
        Take(name.Span);

        var extra = await reader.NeedAsync(Short(header, 30), cancellationToken).ConfigureAwait(false);
        var entry = ReadEntry(header, extra.Span, nameHash);
        Take(extra.Span);

        Take((await reader.NeedAsync(Short(header, 32), cancellationToken).ConfigureAwait(false)).Span);
        DemandFile(header);
        listing.Match(entry);
    }

    private ZipEntry ReadEntry(byte[] header, ReadOnlySpan<byte> extraPart, UInt128 name)
    {
        var extra = new ZipExtra(extraPart);
        if (extra.OtherName is { } other)
            walk.CheckName(other);
        if (extra.IsOfNoFile)
            throw walk.Refuse(NoFile);

        Span<long> wide = [Long(header, 24), Long(header, 20), Long(header, 42)];
        extra.Widen(wide);
        return new ZipEntry(wide[2], name, (Short(header, 8) & 1) != 0, Short(header, 10), (uint)Long(header, 16), wide[1], wide[0]);
    }

    private void DemandFile(byte[] header)
    {
        // Some unpackers go by the file type whatever system is named.
        var fileType = (Long(header, 38) >> 16) & FileTypeMask;
        if (fileType is Link or CharacterDevice or BlockDevice or Socket || (header[5] is UnixHost or AppleHost && fileType is not (0 or RegularFile or Folder or Pipe)))
            throw walk.Refuse(NoFile);
    }

    // Nothing else may stand between the directory and its end: readers that take the directory's place from its length would find another one there.
    private async ValueTask ReadEndAsync(CancellationToken cancellationToken)
    {
        var isWide = await SkipZip64EndAsync(cancellationToken).ConfigureAwait(false);
        var end = await reader.NeedAsync(ZipRecord.EndLength, cancellationToken).ConfigureAwait(false);
        if (Long(end.Span, 0) != ZipRecord.End)
            throw new InvalidDataException();

        if (!isWide && BinaryPrimitives.ReadUInt32LittleEndian(beforeEnd) == ZipRecord.Zip64Locator)
            throw walk.Refuse("The archive's end contradicts its directory");

        var commentLength = Short(end.Span, EndBeforeComment);
        Demand(Long(end.Span, 12), Long(end.Span, 16), Short(end.Span, 10), isWide);
        reader.Take(ZipRecord.EndLength - Overlap);
        await SkipCommentAsync(Overlap + commentLength, cancellationToken).ConfigureAwait(false);

        await DemandEndAsync(cancellationToken).ConfigureAwait(false);
    }

    // What a transfer has added does no harm. Another archive would: readers that begin at the end would find that one.
    private async ValueTask DemandEndAsync(CancellationToken cancellationToken)
    {
        if (walk.IsStrict)
        {
            reader.Take(Overlap);
            await ArchiveEnd.DemandAsync(reader, walk, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await NoRecord.IsFollowedByOneAsync(reader, cancellationToken).ConfigureAwait(false))
            throw walk.Refuse("The archive has another one behind its end");
    }

    // An entry that the directory does not list is one that only some readers see.
    private void Demand(long statedLength, long statedStart, long statedEntries, bool isWide)
    {
        if (listing.Listed != listing.Count)
            throw walk.Refuse("The archive's directory does not list all of its entries");

        if (Differs(statedLength, length, uint.MaxValue) || Differs(statedStart, start, uint.MaxValue) || Differs(statedEntries, listing.Count, ushort.MaxValue))
            throw walk.Refuse("The archive's end contradicts its directory");

        bool Differs(long stated, long found, long beyond) => stated != found && !(isWide && stated == beyond);
    }

    private async ValueTask<bool> SkipZip64EndAsync(CancellationToken cancellationToken)
    {
        var record = await reader.PeekAsync(Zip64EndLength, cancellationToken).ConfigureAwait(false);
        if (record.Length < Zip64EndLength || Long(record.Span, 0) != ZipRecord.Zip64End)
            return false;

        var recordStart = reader.Position;
        if (BinaryPrimitives.ReadInt64LittleEndian(record.Span[4..]) != Zip64EndLength - 12)
            throw new InvalidDataException();

        var entries = BinaryPrimitives.ReadInt64LittleEndian(record.Span[32..]);
        Demand(BinaryPrimitives.ReadInt64LittleEndian(record.Span[40..]), BinaryPrimitives.ReadInt64LittleEndian(record.Span[48..]), entries, isWide: false);
        reader.Take(Zip64EndLength);

        var locator = await reader.NeedAsync(LocatorLength, cancellationToken).ConfigureAwait(false);
        if (Long(locator.Span, 0) != ZipRecord.Zip64Locator || BinaryPrimitives.ReadInt64LittleEndian(locator.Span[8..]) != recordStart)
            throw new InvalidDataException();

        reader.Take(LocatorLength);
        return true;
    }

    // Readers look for the end from behind, and would take one in the comment for it. Its last bytes are left: they may begin an end that goes on behind it.
    private async ValueTask SkipCommentAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var piece = await reader.NeedAsync(Math.Min(count, CommentPiece), cancellationToken).ConfigureAwait(false);
            if (piece.Span.IndexOf(ZipRecord.EndMark) >= 0)
                throw walk.Refuse("The archive has another end in its comment");

            reader.Take(piece.Length - Overlap);
            if (piece.Length == count)
                return;

            count -= piece.Length - Overlap;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(bytes.Length, LocatorLength);
        beforeEnd.AsSpan(kept).CopyTo(beforeEnd);
        bytes[^kept..].CopyTo(beforeEnd.AsSpan(LocatorLength - kept));
        reader.Take(bytes.Length);
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
