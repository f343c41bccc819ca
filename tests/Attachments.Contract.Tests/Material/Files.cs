using System.IO.Compression;
using System.Text;

namespace Attachments.Contract.Material;

/// <summary>The smallest files that are what they say, and that programs take for it.</summary>
public static class Files
{
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Gif { get; } = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static byte[] Jpeg { get; } =
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xDB, 0, 0x43, 0, .. Enumerable.Repeat((byte)16, 64), 0xFF, 0xD9,
    ];

    public static byte[] Webp { get; } = Convert.FromBase64String("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAUAmJaQAA3AA/v89WAAAAA==");

    public static byte[] Pdf { get; } = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n");

    public static byte[] Mp4 { get; } = [0, 0, 0, 0x18, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2"u8, 0, 0, 0, 8, .. "mdat"u8];

    public static byte[] Mp3 { get; } = [.. "ID3"u8, 3, 0, 0, 0, 0, 0, 0, 0xFF, 0xFB, 0x90, 0x64, .. new byte[413]];

    public static byte[] Wav { get; } = [.. "RIFF"u8, 0x24, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x44, 0xAC, 0, 0, 0x88, 0x58, 1, 0, 2, 0, 16, 0, .. "data"u8, 0, 0, 0, 0];

    public static byte[] Mpeg { get; } = [0, 0, 1, 0xBA, 0x44, 0, 4, 0, 4, 1, 0, 0, 3, 0xF8, 0, 0, 1, 0xB9];

    public static byte[] Zip { get; } = ZipOf(("readme.txt", "hello"));

    public static byte[] WindowsProgram { get; } = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0, .. new byte[44], 0x40, 0, 0, 0, .. "PE\0\0"u8, 0x64, 0x86, .. new byte[64]];

    public static byte[] LinuxProgram { get; } = [0x7F, .. "ELF"u8, 2, 1, 1, 0, .. new byte[8], 2, 0, 0x3E, 0, 1, .. new byte[64]];

    public static byte[] MacProgram { get; } = [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1, 3, 0, 0, 0, 2, .. new byte[64]];

    public static byte[] JavaClass { get; } = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 0x34, 0, 0x0D, .. new byte[64]];

    public static byte[] ShellScript { get; } = Encoding.ASCII.GetBytes("#!/bin/sh\necho hello\n");

    public static byte[] Html { get; } = Encoding.ASCII.GetBytes("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>");

    public static byte[] Svg { get; } = Encoding.ASCII.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");

    public static byte[] Xml { get; } = Encoding.ASCII.GetBytes("<?xml version=\"1.0\"?><root/>");

    public static byte[] Json { get; } = Encoding.ASCII.GetBytes("{\"a\":1}");

    public static byte[] Csv { get; } = Encoding.ASCII.GetBytes("a,b\n1,2\n");

    /// <summary>A PNG of some kilobytes that says 50,000 × 50,000.</summary>
    public static byte[] HugePng { get; } = [.. Png[..16], 0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, .. Png[24..], .. new byte[4096]];

    /// <summary>A GIF of one pixel and 10,000 frames.</summary>
    public static byte[] LongGif { get; } = [.. Gif[..19], .. Enumerable.Repeat(Gif[19..^1], 10_000).SelectMany(static frame => frame), 0x3B];

    /// <summary>Makes a DOCX as far as its container and its parts' names go.</summary>
    public static byte[] Docx { get; } = ZipOf(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"));

    public static byte[] ZipOf(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
