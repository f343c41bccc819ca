using System.Buffers.Binary;

namespace Attachments.Content.Images;

/// <summary>Makes the beginnings of images that say whatever is wanted.</summary>
public static class ImageFiles
{
    public static byte[] Png(uint width, uint height) => [.. PngMark, .. PngSize(width, height), .. Chunk("IDAT", new byte[8]), .. Chunk("IEND", [])];

    /// <summary>An animation that announces a number of frames, and has another.</summary>
    public static byte[] AnimatedPng(uint stated, int frames) =>
    [
        .. PngMark, .. PngSize(4, 4), .. Chunk("acTL", [.. Big(stated), .. Big(0)]),
        .. Enumerable.Range(0, frames).SelectMany(static _ => Chunk("fcTL", new byte[26]).Concat(Chunk("fdAT", new byte[6]))), .. Chunk("IEND", []),
    ];

    public static byte[] Jpeg(ushort width, ushort height, byte frame = 0xC0, int before = 0) =>
    [
        0xFF, 0xD8, .. Enumerable.Range(0, before).SelectMany(static _ => JpegSegment(0xE2, new byte[60_000])),
        .. JpegSegment(0xE1, [.. "Exif\0\0"u8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF]), 0xFF, .. JpegSegment(0xDB, new byte[65]),
        .. JpegSegment(frame, [8, .. Big16(height), .. Big16(width), 1, 1, 0x11, 0]), .. JpegSegment(0xDA, [1, 1, 0, 0, 63, 0]), 0xFF, 0xD9,
    ];

    public static byte[] Gif(ushort width, ushort height, int frames, ushort frameWidth = 1, ushort frameHeight = 1) =>
    [
        .. "GIF89a"u8, .. Little16(width), .. Little16(height), 0x80, 0, 0, .. new byte[6], 0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        .. Enumerable.Range(0, frames).SelectMany(_ => (byte[])[0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, .. Little16(frameWidth), .. Little16(frameHeight), 0, 2, 2, 0x44, 1, 0]),
        0x3B,
    ];

    public static byte[] LossyWebp(ushort width, ushort height) => Riff(RiffChunk("VP8 ", VP8(width, height)));

    public static byte[] LosslessWebp(uint width, uint height) => Riff(RiffChunk("VP8L", [0x2F, .. Little((width - 1) | ((height - 1) << 14)), 0]));

    /// <summary>A WebP whose canvas says one size and whose bitstream another.</summary>
    public static byte[] ExtendedWebp(uint width, uint height, ushort innerWidth, ushort innerHeight) =>
        Riff(RiffChunk("VP8X", [0, 0, 0, 0, .. Little24(width - 1), .. Little24(height - 1)]), RiffChunk("ICCP", new byte[7]), RiffChunk("VP8 ", VP8(innerWidth, innerHeight)));

    public static byte[] AnimatedWebp(uint frameWidth, int frames) =>
        Riff([
            RiffChunk("VP8X", [2, 0, 0, 0, .. Little24(9), .. Little24(9)]), RiffChunk("ANIM", new byte[6]),
            .. Enumerable.Range(0, frames).Select(_ => RiffChunk("ANMF", [.. new byte[6], .. Little24(frameWidth - 1), .. Little24(9), .. new byte[4], .. RiffChunk("VP8 ", VP8(10, 10))])),
        ]);

    public static byte[] Bitmap(int width, int height) => [.. "BM"u8, .. new byte[8], 54, 0, 0, 0, .. Little(40), .. Little((uint)width), .. Little((uint)height), .. new byte[28]];

    public static byte[] OldBitmap(ushort width, ushort height) => [.. "BM"u8, .. new byte[8], 26, 0, 0, 0, .. Little(12), .. Little16(width), .. Little16(height), 1, 0, 24, 0];

    /// <summary>An icon whose directory says 16 × 16 of each image.</summary>
    public static byte[] Icon(params byte[][] images)
    {
        var offset = (uint)(6 + (16 * images.Length));
        var entries = new List<byte>();
        foreach (var image in images)
        {
            entries.AddRange([16, 16, 0, 0, 1, 0, 32, 0, .. Little((uint)image.Length), .. Little(offset)]);
            offset += (uint)image.Length;
        }

        return [0, 0, 1, 0, .. Little16((ushort)images.Length), .. entries, .. images.SelectMany(static image => image)];
    }

    public static byte[] IconBitmap(uint width, uint height) => [.. Little(40), .. Little(width), .. Little(2 * height), 1, 0, 32, 0, .. new byte[24]];

    /// <summary>A TIFF of several pages, each with some bytes before its directory.</summary>
    public static byte[] Tiff(bool isLittleEndian, uint width, uint height, int pages = 1, int before = 10, byte type = 4)
    {
        var bytes = new byte[8 + (pages * (before + 2 + 24 + 4))];
        (isLittleEndian ? "II"u8 : "MM"u8).CopyTo(bytes);
        Write(bytes.AsSpan(2), 42, 2);
        var link = 4;
        var at = 8;
        for (var page = 0; page < pages; page++)
        {
            at += before;
            Write(bytes.AsSpan(link), (uint)at, 4);
            Write(bytes.AsSpan(at), 2, 2);
            WriteEntry(bytes.AsSpan(at + 2), 256, width);
            WriteEntry(bytes.AsSpan(at + 14), 257, height);
            link = at + 26;
            at += 30;
        }

        return bytes;

        void WriteEntry(Span<byte> entry, uint tag, uint value)
        {
            Write(entry, tag, 2);
            Write(entry[2..], type, 2);
            Write(entry[4..], 1, 4);
            Write(entry[8..], value, 4);
        }

        void Write(Span<byte> to, uint value, int length)
        {
            for (var i = 0; i < length; i++)
                to[isLittleEndian ? i : length - 1 - i] = (byte)(value >> (8 * i));
        }
    }

    public static byte[] BigTiff(ulong width, ulong height) =>
    [
        .. "II"u8, 43, 0, 8, 0, 0, 0, .. Little64(16), .. Little64(2), .. BigEntry(256, width), .. BigEntry(257, height), .. Little64(0),
    ];

    public static byte[] Heif(string brand, uint width, uint height) =>
    [
        .. Box("ftyp", [.. System.Text.Encoding.ASCII.GetBytes(brand), .. new byte[4]]), .. Box("free", new byte[100]),
        .. Box("meta", [.. new byte[4], .. Box("hdlr", new byte[24]), .. Box("iprp", Box("ipco", [.. Box("hvcC", new byte[23]), .. Box("ispe", [.. new byte[4], .. Big(width), .. Big(height)])]))]),
    ];

    public static byte[] Jpeg2000(uint width, uint height) =>
        [.. Box("jP  ", [0x0D, 0x0A, 0x87, 0x0A]), .. Box("ftyp", [.. "jp2 "u8, .. new byte[8]]), .. Box("jp2h", Box("ihdr", [.. Big(height), .. Big(width), 0, 3, 7, 7, 0, 0]))];

    public static byte[] Box(string type, byte[] content) => [.. Big((uint)(8 + content.Length)), .. System.Text.Encoding.ASCII.GetBytes(type), .. content];

    public static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] PngMark => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];

    private static byte[] PngSize(uint width, uint height) => Chunk("IHDR", [.. Big(width), .. Big(height), 8, 6, 0, 0, 0]);

    private static byte[] Chunk(string type, byte[] data) => [.. Big((uint)data.Length), .. System.Text.Encoding.ASCII.GetBytes(type), .. data, .. new byte[4]];

    private static byte[] JpegSegment(byte marker, byte[] data) => [0xFF, marker, .. Big16((ushort)(data.Length + 2)), .. data];

    private static byte[] VP8(ushort width, ushort height) => [0x30, 1, 0, 0x9D, 1, 0x2A, .. Little16(width), .. Little16(height), 0, 0];

    private static byte[] Riff(params byte[][] chunks)
    {
        byte[] content = [.. "WEBP"u8, .. chunks.SelectMany(static chunk => chunk)];
        return RiffChunk("RIFF", content);
    }

    private static byte[] RiffChunk(string type, byte[] data) => [.. System.Text.Encoding.ASCII.GetBytes(type), .. Little((uint)data.Length), .. data, .. new byte[data.Length & 1]];

    private static byte[] BigEntry(ushort tag, ulong value) => [.. Little16(tag), 16, 0, .. Little64(1), .. Little64(value)];

    private static byte[] Big16(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Little16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Little24(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Little(uint value) => [.. Little24(value), (byte)(value >> 24)];

    private static byte[] Little64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
