using System.Buffers.Binary;
using System.Text;

namespace Attachments.Content.Archives.Zip;

/// <summary>The extra fields of a header that matter (APPNOTE 4.5).</summary>
internal readonly ref struct ZipExtra
{
    private const ushort Zip64 = 0x0001;
    private const ushort UnicodePath = 0x7075;
    private const int FieldHeader = 4;

    // Unix modes, as Info-ZIP (ASi) and libarchive write them: the file type is part of one.
    private const ushort UnixMode = 0x756E;
    private const ushort ExternalAttributes = 0x6C78;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    private readonly ReadOnlySpan<byte> zip64;

    /// <param name="bytes">The extra fields. Bytes that are no field are padding, as some tools align entries by it.</param>
    /// <exception cref="InvalidDataException">A field that matters is there twice.</exception>
    public ZipExtra(ReadOnlySpan<byte> bytes)
    {
        var (hasZip64, hasOtherName) = (false, false);
        while (bytes.Length >= FieldHeader)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            if (FieldHeader + length > bytes.Length)
                return;

            var field = bytes.Slice(FieldHeader, length);
            bytes = bytes[(FieldHeader + length)..];

            // Readers differ in which of two they take.
            if ((id == Zip64 && hasZip64) || (id == UnicodePath && hasOtherName))
                throw new InvalidDataException();

            hasZip64 |= id == Zip64;
            hasOtherName |= id == UnicodePath;
            if (id == Zip64)
                zip64 = field;
            else if (id == UnicodePath && field.Length > 5)
                OtherName = Encoding.UTF8.GetString(field[5..]);
            else if (id is UnixMode or ExternalAttributes)
                IsOfNoFile |= ModeOf(id, field) is not (0 or RegularFile or Folder);
        }
    }

    /// <summary>Gets whether a field says that the entry is a link, a device or a socket.</summary>
    public bool IsOfNoFile { get; }

    /// <summary>Gets the name that some readers take in place of the header's (APPNOTE 4.6.9); null where there is none.</summary>
    public string? OtherName { get; }

    // Behind a checksum; or behind a mark of what follows: two bytes of version, two of internal attributes, four of external ones, of which the upper half counts.
    private static int ModeOf(ushort id, ReadOnlySpan<byte> field)
    {
        if (id == UnixMode)
            return field.Length >= 6 ? BinaryPrimitives.ReadUInt16LittleEndian(field[4..]) & FileTypeMask : 0;

        if (field.IsEmpty || (field[0] & 4) == 0)
            return 0;

        // The mark goes on as long as its bytes say so.
        var at = 1;
        while (at < field.Length && (field[at - 1] & 0x80) != 0)
            at++;

        at += ((field[0] & 1) != 0 ? 2 : 0) + ((field[0] & 2) != 0 ? 2 : 0) + 2;
        return field.Length >= at + 2 ? BinaryPrimitives.ReadUInt16LittleEndian(field[at..]) & FileTypeMask : 0;
    }

    /// <summary>Reads the numbers that did not fit into their 32 bits, in the order in which the header has them (APPNOTE 4.5.3).</summary>
    /// <param name="values">The header's numbers; those that say so are replaced.</param>
    /// <exception cref="InvalidDataException">One of them is not there.</exception>
    public void Widen(Span<long> values)
    {
        var rest = zip64;
        foreach (ref var value in values)
        {
            if (value != uint.MaxValue)
                continue;

            if (rest.Length < sizeof(long))
                throw new InvalidDataException();

            value = BinaryPrimitives.ReadInt64LittleEndian(rest);
            rest = rest[sizeof(long)..];
            if (value < 0)
                throw new InvalidDataException();
        }
    }
}
