using System.Buffers.Binary;
using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>What stands before an entry's data (APPNOTE 4.3.7).</summary>
internal sealed class ZipLocalHeader
{
    private const int Length = 30;

    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private const int EncryptedBit = 0x0001;
    private const int DescriptorBit = 0x0008;

    private ZipLocalHeader(ReadOnlySpan<byte> fixedPart, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extraPart, long offset)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[6..]);
        var extra = new ZipExtra(extraPart);
        Span<long> lengths = [BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[22..]), BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[18..])];
        extra.Widen(lengths);

        Offset = offset;
        Name = ZipText.Read(name);
        OtherName = extra.OtherName;
        IsOfNoFile = extra.IsOfNoFile;
        NameHash = ZipListing.NameOf(name);
        HasDescriptor = (flags & DescriptorBit) != 0;
        HasEncryptedBit = (flags & EncryptedBit) != 0;
        CompressionMethod = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[8..]);
        IsReadable = !HasEncryptedBit && CompressionMethod is (Stored or Deflated);
        Checksum = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[14..]);
        Expanded = lengths[0];
        Compressed = lengths[1];
    }

    public long Offset { get; }

    public string Name { get; }

    public string? OtherName { get; }

    /// <summary>Gets whether an extra field makes it a link, a device or a socket for some readers.</summary>
    public bool IsOfNoFile { get; }

    public UInt128 NameHash { get; }

    /// <summary>Gets whether the lengths and the checksum stand behind the data.</summary>
    public bool HasDescriptor { get; }

    public bool HasEncryptedBit { get; }

    /// <summary>Gets whether the data can be expanded here. Only the bit and the method say so, on which the directory must agree: what other marks there are, readers pass over them.</summary>
    public bool IsReadable { get; }

    public ushort CompressionMethod { get; }

    public bool IsDeflated => CompressionMethod == Deflated;

    public uint Checksum { get; }

    public long Compressed { get; }

    public long Expanded { get; }

    public static async ValueTask<ZipLocalHeader> ReadAsync(ForwardReader reader, CancellationToken cancellationToken)
    {
        var offset = reader.Position;
        var bytes = (await reader.NeedAsync(Length, cancellationToken).ConfigureAwait(false)).ToArray();
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(26));
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(28));
        reader.Take(Length);

        if (nameLength is 0 or > ZipText.LongestName)
            throw new InvalidDataException();

        var name = (await reader.NeedAsync(nameLength, cancellationToken).ConfigureAwait(false)).ToArray();
        reader.Take(nameLength);

        var extra = await reader.NeedAsync(extraLength, cancellationToken).ConfigureAwait(false);
        var header = new ZipLocalHeader(bytes, name, extra.Span, offset);
        reader.Take(extraLength);
        return header;
    }

    /// <summary>Makes what the directory must say of the entry.</summary>
    public ZipEntry ToEntry(ZipData data) => new(Offset, NameHash, HasEncryptedBit, CompressionMethod, data.Checksum, data.Compressed, data.Expanded);
}
