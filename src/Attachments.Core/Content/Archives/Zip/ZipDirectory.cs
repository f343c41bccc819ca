using System.Buffers.Binary;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>Reads a ZIP's directory and its end records (APPNOTE 4.3.11 to 4.3.16), and holds them against the entries that were read.</summary>
internal sealed class ZipDirectory(ForwardReader reader, ZipListing listing, ArchiveWalk walk)
{
    private const int HeaderLength = 46;
    private const int LocatorLength = 20;
    private const int LeastZip64End = 56;
    private const int LongestZip64End = 4096;

    // File types of POSIX in the upper half of the external attributes, where the archive was made on such a system.
    private const int UnixHost = 3;
    private const int AppleHost = 19;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    // What came out of a pipe is listed as one, and unpacked as a file.
    private const int Pipe = 0x1000;

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
                await ReadEndAsync(signature, cancellationToken).ConfigureAwait(false);
                return;
            }

            await ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = (await reader.NeedAsync(HeaderLength, cancellationToken).ConfigureAwait(false)).ToArray();
        reader.Take(HeaderLength);

        var name = await reader.NeedAsync(Short(header, 28), cancellationToken).ConfigureAwait(false);
        var nameHash = ZipListing.NameOf(name.Span);
        reader.Take(name.Length);

        var extra = await reader.NeedAsync(Short(header, 30), cancellationToken).ConfigureAwait(false);
        var entry = ReadEntry(header, extra.Span, nameHash);
        reader.Take(extra.Length);

        await reader.SkipAsync(Short(header, 32), cancellationToken).ConfigureAwait(false);
        DemandFile(header);
        listing.Match(entry);
    }

    private ZipEntry ReadEntry(byte[] header, ReadOnlySpan<byte> extraPart, UInt128 name)
    {
        var extra = new ZipExtra(extraPart);
        if (extra.OtherName is { } other)
            walk.CheckName(other);

        Span<long> wide = [Long(header, 24), Long(header, 20), Long(header, 42)];
        extra.Widen(wide);
        return new ZipEntry(wide[2], name, (Short(header, 8) & 1) != 0, Short(header, 10), (uint)Long(header, 16), wide[1], wide[0]);
    }

    private void DemandFile(byte[] header)
    {
        var fileType = (Long(header, 38) >> 16) & FileTypeMask;
        if (header[5] is UnixHost or AppleHost && fileType is not (0 or RegularFile or Folder or Pipe))
            throw walk.Refuse("The archive holds what is neither a file nor a folder");
    }

    private async ValueTask ReadEndAsync(uint signature, CancellationToken cancellationToken)
    {
        if (signature == ZipRecord.Signature)
        {
            var record = await reader.NeedAsync(6, cancellationToken).ConfigureAwait(false);
            var signatureLength = Short(record.Span, 4);
            reader.Take(record.Length);
            await reader.SkipAsync(signatureLength, cancellationToken).ConfigureAwait(false);
        }

        var isWide = await SkipZip64EndAsync(cancellationToken).ConfigureAwait(false);
        var end = await reader.NeedAsync(ZipRecord.EndLength, cancellationToken).ConfigureAwait(false);
        if (Long(end.Span, 0) != ZipRecord.End)
            throw new InvalidDataException();

        var commentLength = Short(end.Span, 20);
        Demand(Long(end.Span, 12), Long(end.Span, 16), Short(end.Span, 10), isWide);
        reader.Take(end.Length);
        await reader.SkipAsync(commentLength, cancellationToken).ConfigureAwait(false);

        await ArchiveEnd.DemandAsync(reader, walk, cancellationToken).ConfigureAwait(false);
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
        var record = await reader.PeekAsync(LeastZip64End, cancellationToken).ConfigureAwait(false);
        if (record.Length < LeastZip64End || Long(record.Span, 0) != ZipRecord.Zip64End)
            return false;

        var recordStart = reader.Position;
        var recordLength = BinaryPrimitives.ReadInt64LittleEndian(record.Span[4..]) + 12;
        if (recordLength is < LeastZip64End or > LongestZip64End)
            throw new InvalidDataException();

        var entries = BinaryPrimitives.ReadInt64LittleEndian(record.Span[32..]);
        Demand(BinaryPrimitives.ReadInt64LittleEndian(record.Span[40..]), BinaryPrimitives.ReadInt64LittleEndian(record.Span[48..]), entries, isWide: false);
        await reader.SkipAsync(recordLength, cancellationToken).ConfigureAwait(false);

        var locator = await reader.NeedAsync(LocatorLength, cancellationToken).ConfigureAwait(false);
        if (Long(locator.Span, 0) != ZipRecord.Zip64Locator || BinaryPrimitives.ReadInt64LittleEndian(locator.Span[8..]) != recordStart)
            throw new InvalidDataException();

        reader.Take(LocatorLength);
        return true;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
