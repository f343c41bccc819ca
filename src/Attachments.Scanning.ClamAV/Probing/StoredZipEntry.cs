using System.Buffers.Binary;
using System.Text;

namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>One entry of a ZIP file (APPNOTE 4.3) that is stored as it is.</summary>
/// <param name="Name">Its name, in ASCII.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Crc">The CRC-32 of its bytes.</param>
/// <param name="Offset">Where its local header begins.</param>
internal sealed record StoredZipEntry(string Name, uint Size, uint Crc, uint Offset)
{
    private const int LocalHeaderSize = 30;
    private const int DirectoryHeaderSize = 46;
    private const int EndSize = 22;
    private const ushort Version = 20;

    // 1 January 1980.
    private const ushort Date = 0x21;

    /// <summary>Gets how many bytes of an archive the entry takes besides its content.</summary>
    public int Overhead => LocalHeaderSize + DirectoryHeaderSize + (2 * Name.Length);

    /// <summary>Gets how many bytes an archive takes besides its entries.</summary>
    public static int ArchiveOverhead => EndSize;

    public byte[] LocalHeader()
    {
        var header = new byte[LocalHeaderSize + Name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034B50);
        WriteCommon(header.AsSpan(4));
        Encoding.ASCII.GetBytes(Name, header.AsSpan(LocalHeaderSize));
        return header;
    }

    /// <summary>Writes the directory that ends an archive.</summary>
    /// <param name="entries">Its entries.</param>
    /// <param name="offset">Where the directory begins.</param>
    public static byte[] Directory(IReadOnlyCollection<StoredZipEntry> entries, uint offset)
    {
        byte[] headers = [.. entries.SelectMany(entry => entry.DirectoryHeader())];
        var end = new byte[EndSize];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)entries.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)entries.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)headers.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), offset);
        return [.. headers, .. end];
    }

    private byte[] DirectoryHeader()
    {
        var header = new byte[DirectoryHeaderSize + Name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014B50);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version);
        WriteCommon(header.AsSpan(6));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), Offset);
        Encoding.ASCII.GetBytes(Name, header.AsSpan(DirectoryHeaderSize));
        return header;
    }

    // What both headers bear in the same order; the fields left at zero say: no flags, stored, midnight, no extra field.
    private void WriteCommon(Span<byte> fields)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], Date);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], Size);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], Size);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)Name.Length);
    }
}
