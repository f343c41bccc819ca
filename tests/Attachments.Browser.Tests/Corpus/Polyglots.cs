using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Attachments.Browser.Corpus;

/// <summary>Files that are good files of their type, and pages or scripts besides.</summary>
internal static class Polyglots
{
    private const string Latin = "text/javascript; charset=iso-8859-1";

    public static IReadOnlyList<ActiveFile> All { get; } =
    [
        Page("gif-and-page", "picture.gif", "image/gif", page => [.. SampleFiles.Read("picture.gif"), .. page]),
        Page("gif-and-jar", "picture.gif", "image/gif", page => [.. SampleFiles.Read("picture.gif"), .. Jar(page)]),
        Page("jpeg-and-page", "picture.jpg", "image/jpeg", page => JpegWith(page)),
        Page("png-and-page", "picture.png", "image/png", page => PngWith(page)),
        Page("webp-and-page", "picture.webp", "image/webp", page => RiffWith(SampleFiles.Read("picture.webp"), page)),
        Page("avif-and-page", "picture.avif", "image/avif", page => [.. SampleFiles.Read("picture.avif"), .. Box(page)]),
        Page("bmp-and-page", "picture.bmp", "image/bmp", page => [.. SampleFiles.Read("picture.bmp"), .. page]),
        Page("pdf-and-page", "document.pdf", "application/pdf", page => PdfFile.Write(Encoding.UTF8.GetString(page))),
        Page("page-and-pdf", "document.pdf", "application/pdf", page => [.. page, .. "\n"u8, .. PdfFile.Write()]),
        Page("mp4-and-page", "film.mp4", "video/mp4", page => [.. SampleFiles.Read("clip.mp4"), .. Box(page)]),
        Page("wav-and-page", "tone.wav", "audio/wav", page => RiffWith(SampleFiles.Read("tone.wav"), page)),
        Page("mp3-and-page", "tone.mp3", "audio/mpeg", page => [.. SampleFiles.Read("tone.mp3"), .. page]),
        Page("zip-and-page", "files.zip", "application/zip", page => Zip(("page.html", page))),
        Script("gif-and-script", "picture.gif", "image/gif", script => Commented(SampleFiles.Read("picture.gif"), 6, script), "text/javascript"),
        Script("bmp-and-script", "picture.bmp", "image/bmp", script => Commented(SampleFiles.Read("picture.bmp"), 2, script), "text/javascript"),
        Script("wav-and-script", "tone.wav", "audio/wav", script => Commented(SampleFiles.Read("tone.wav"), 4, script), "text/javascript"),
        Script("jpeg-and-script", "picture.jpg", "image/jpeg", JpegAndScript, Latin),
    ];

    private static ActiveFile Page(string name, string fileName, string contentType, Func<byte[], byte[]> write) =>
        new(name, fileName, contentType, "text/html", Vehicle.Page, canary => write(Encoding.UTF8.GetBytes(canary.Page)));

    private static ActiveFile Script(string name, string fileName, string contentType, Func<byte[], byte[]> write, string actsAs) =>
        new(name, fileName, contentType, actsAs, Vehicle.Script, canary => write(Encoding.UTF8.GetBytes(canary.Script)));

    // "GIF89a/* … */=1;script": the name of a variable, a comment that holds the whole file, and what follows. Programs that read the file stop at its end.
    private static byte[] Commented(byte[] file, int at, byte[] script)
    {
        var body = file.ToArray();
        "/*"u8.CopyTo(body.AsSpan(at));
        return [.. body, .. "*/=1;"u8, .. script];
    }

    // The first segment is 0x2F2A bytes long, which reads as "/*".
    private static byte[] JpegAndScript(byte[] script)
    {
        byte[] segment = [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, .. "*/=1;"u8, .. script, .. "/*"u8];
        var picture = SampleFiles.Read("picture.jpg");
        return [0xFF, 0xD8, 0xFF, 0xE0, .. "/*"u8, .. segment, .. new byte[0x2F2A - 2 - segment.Length], .. picture.AsSpan(2), .. "*/"u8];
    }

    private static byte[] JpegWith(byte[] page)
    {
        var picture = SampleFiles.Read("picture.jpg");
        return [.. picture.AsSpan(0, 2), 0xFF, 0xFE, .. BigEndian((ushort)(page.Length + 2)), .. page, .. picture.AsSpan(2)];
    }

    private static byte[] PngWith(byte[] page)
    {
        // Behind the signature and the header.
        const int At = 33;
        var picture = SampleFiles.Read("picture.png");
        byte[] chunk = [.. "tEXt"u8, .. "Comment\0"u8, .. page];
        return [.. picture.AsSpan(0, At), .. BigEndian((uint)(chunk.Length - 4)), .. chunk, .. BigEndian(Crc32(chunk)), .. picture.AsSpan(At)];
    }

    private static byte[] RiffWith(byte[] file, byte[] page)
    {
        byte[] padded = page.Length % 2 == 0 ? page : [.. page, (byte)' '];
        byte[] all = [.. file, .. "NOTE"u8, .. LittleEndian((uint)padded.Length), .. padded];
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(4), (uint)all.Length - 8);
        return all;
    }

    private static byte[] Box(byte[] page) => [.. BigEndian((uint)(page.Length + 8)), .. "free"u8, .. page];

    private static byte[] Jar(byte[] page) => Zip(
        ("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: Canary\r\n"u8.ToArray()), ("Canary.class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 0x34, 0, 0x0D, 0, 0]), ("page.html", page));

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] BigEndian(ushort number) => [(byte)(number >> 8), (byte)number];

    private static byte[] BigEndian(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] LittleEndian(uint number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var octet in bytes)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
