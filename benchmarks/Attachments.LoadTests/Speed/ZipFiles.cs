using System.IO.Compression;
using System.Text;
using Attachments.LoadTests.Speed.Client;

namespace Attachments.LoadTests.Speed;

/// <summary>Makes archives to upload.</summary>
internal static class ZipFiles
{
    private static ReadOnlySpan<byte> NumberMark => "the number is 00000000"u8;

    /// <summary>Makes a ZIP of so many entries that is about so long.</summary>
    /// <param name="length">How long the archive is.</param>
    /// <param name="entries">How many files it holds.</param>
    /// <param name="isText">Whether they are texts, which shrink to a third; else they are of the kind that is compressed already, as photographs, PDFs and Office documents are.</param>
    public static UploadBody Make(int length, int entries, bool isText)
    {
        var random = new Random(1);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "number.txt", NumberMark, CompressionLevel.NoCompression);
            for (var number = 1; number < entries; number++)
                Add(archive, $"folder/document-{number}.{(isText ? "txt" : "pdf")}", isText ? Text(random, length / entries * 3) : Noise(random, length / entries), CompressionLevel.Optimal);
        }

        var file = bytes.ToArray();
        return new UploadBody(file, file.AsSpan().IndexOf(NumberMark) + NumberMark.Length - sizeof(long));
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content, CompressionLevel level)
    {
        using var entry = archive.CreateEntry(name, level).Open();
        entry.Write(content);
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        "%PDF-1.7\n"u8.CopyTo(noise);
        return noise;
    }

    private static byte[] Text(Random random, int length)
    {
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(12) == 0 ? ".\n" : " ");

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static readonly string[] Words = MakeWords();

    private static string[] MakeWords()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 2000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)('a' + random.Next(26)))))];
    }
}
