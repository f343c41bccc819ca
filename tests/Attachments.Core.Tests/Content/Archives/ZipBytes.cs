using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Attachments.Content.Archives;

/// <summary>Writes ZIPs field by field, true ones and lying ones.</summary>
internal sealed class ZipBytes
{
    private readonly LittleEndianBytes writer = new();
    private readonly List<byte[]> directory = [];

    /// <summary>Makes a ZIP of plain entries.</summary>
    public static byte[] Of(params (string Name, byte[] Content)[] entries)
    {
        var zip = new ZipBytes();
        foreach (var (name, content) in entries)
            zip.Add(new ZipItem(name) { Content = content });

        return zip.Finish();
    }

    public ZipBytes Raw(params byte[] raw)
    {
        writer.Write(raw);
        return this;
    }

    public ZipBytes Add(ZipItem item)
    {
        var offset = writer.Length;
        var data = item.Data ?? (item.Method == 8 ? Deflate(item.Content) : item.Content);
        var checksum = Crc32.HashToUInt32(item.Content);
        var name = item.RawName ?? Encoding.UTF8.GetBytes(item.Name);
        var flags = (ushort)(item.Flags | (item.Descriptor != ZipDescriptorKind.None ? 8 : 0));
        var isKnown = item.Descriptor == ZipDescriptorKind.None;

        writer.Write(0x04034B50u);
        writer.Write((ushort)20);
        writer.Write(flags);
        writer.Write(item.Method);
        writer.Write(0u);
        writer.Write(isKnown ? item.LocalChecksum ?? checksum : 0u);
        writer.Write(isKnown ? (uint)(item.LocalCompressed ?? data.Length) : 0u);
        writer.Write(isKnown ? (uint)(item.LocalExpanded ?? item.Content.Length) : 0u);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)item.Extra.Length);
        writer.Write(name);
        writer.Write(item.Extra);
        writer.Write(data);
        WriteDescriptor(item, checksum, data.Length);

        if (item.IsListed)
            directory.Add(Listed(item, name, flags, checksum, data.Length, offset));

        return this;
    }

    /// <summary>Lists an entry again, or one that is not there.</summary>
    public ZipBytes List(byte[] header)
    {
        directory.Add(header);
        return this;
    }

    /// <summary>Writes the directory and the end.</summary>
    public byte[] Finish(string comment = "", int entriesMore = 0, int startMore = 0, bool isZip64 = false)
    {
        var start = writer.Length;
        foreach (var header in directory)
            writer.Write(header);

        var length = writer.Length - start;
        if (isZip64)
            WriteZip64End(start, length);

        writer.Write(0x06054B50u);
        writer.Write(0u);
        writer.Write(isZip64 ? ushort.MaxValue : (ushort)(directory.Count + entriesMore));
        writer.Write(isZip64 ? ushort.MaxValue : (ushort)(directory.Count + entriesMore));
        writer.Write(isZip64 ? uint.MaxValue : (uint)length);
        writer.Write(isZip64 ? uint.MaxValue : (uint)(start + startMore));
        writer.Write((ushort)comment.Length);
        writer.Write(Encoding.Latin1.GetBytes(comment));
        return writer.ToArray();
    }

    public static byte[] Deflate(byte[] content)
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(content);

        return deflated.ToArray();
    }

    public static byte[] Listed(ZipItem item, byte[] name, ushort flags, uint checksum, int compressed, long offset)
    {
        var writer = new LittleEndianBytes();
        var listedName = item.ListedName is { } other ? Encoding.UTF8.GetBytes(other) : name;
        writer.Write(0x02014B50u);
        writer.Write((ushort)(20 | (item.Host << 8)));
        writer.Write((ushort)20);
        writer.Write(flags);
        writer.Write(item.ListedMethod ?? item.Method);
        writer.Write(0u);
        writer.Write(item.ListedChecksum ?? checksum);
        writer.Write((uint)(item.ListedCompressed ?? compressed));
        writer.Write((uint)(item.ListedExpanded ?? item.Content.Length));
        writer.Write((ushort)listedName.Length);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write(item.Mode << 16);
        writer.Write((uint)(item.ListedOffset ?? offset));
        writer.Write(listedName);
        return writer.ToArray();
    }

    private void WriteDescriptor(ZipItem item, uint checksum, int compressed)
    {
        if (item.Descriptor == ZipDescriptorKind.None)
            return;

        if (item.Descriptor is ZipDescriptorKind.Signed or ZipDescriptorKind.SignedWide)
            writer.Write(0x08074B50u);

        writer.Write(checksum);
        if (item.Descriptor is ZipDescriptorKind.SignedWide or ZipDescriptorKind.BareWide)
        {
            writer.Write((ulong)compressed);
            writer.Write((ulong)(item.LocalExpanded ?? item.Content.Length));
        }
        else
        {
            writer.Write((uint)compressed);
            writer.Write((uint)(item.LocalExpanded ?? item.Content.Length));
        }
    }

    private void WriteZip64End(long start, long length)
    {
        var end = writer.Length;
        writer.Write(0x06064B50u);
        writer.Write(44L);
        writer.Write((ushort)45);
        writer.Write((ushort)45);
        writer.Write(0u);
        writer.Write(0u);
        writer.Write((long)directory.Count);
        writer.Write((long)directory.Count);
        writer.Write(length);
        writer.Write(start);
        writer.Write(0x07064B50u);
        writer.Write(0u);
        writer.Write(end);
        writer.Write(1u);
    }
}
