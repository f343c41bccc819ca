using System.IO.Compression;
using System.Formats.Tar;
using System.Text;
using Attachments.Content.Archives;
using Attachments.Contract.Material;

namespace Attachments.Contract.Archives;

/// <summary>Archives by name: those that people mail, and those that nobody should.</summary>
internal static class ArchiveFiles
{
    private static readonly byte[] Report = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 500).Select(line => $"line {line} of a report")));

    // Bytes that begin as nothing that has a signature.
    private static readonly byte[] Noise = [0, .. Encoding.ASCII.GetBytes(new string('x', 5_000))];

    public static byte[] Make(string archive) => archive switch
    {
        "zip" => Files.ZipOf(("report.txt", "hello"), ("folder/data.csv", "a,b\n1,2\n")),
        "zip, streamed" => Streamed(),
        "zip of a folder" => new ZipBytes().Add(new ZipItem("folder/") { Method = 0, Mode = 0x41ED }).Add(new ZipItem("folder/a.txt") { Content = Report }).Finish(),
        "zip in a zip in a zip" => ZipBytes.Of(("a.zip", ZipBytes.Of(("b.zip", ZipBytes.Of(("c.txt", Report)))))),
        "empty zip" => new ZipBytes().Finish(),
        "encrypted zip" => Malware.Encrypted(),
        "docx" => Files.Docx,
        "odt" => new ZipBytes().Add(new ZipItem("mimetype") { Content = "application/vnd.oasis.opendocument.text"u8.ToArray(), Method = 0 }).Add(new ZipItem("content.xml") { Content = Report }).Finish(),
        "tar" => Tar(("report.txt", TarEntryType.RegularFile)),
        "tar in gzip" => Gzip(Tar(("report.txt", TarEntryType.RegularFile))),

        "program by its name" => ZipBytes.Of(("report.txt", Report), ("setup.EXE", Report)),
        "program by its content" => ZipBytes.Of(("report.txt", Report), ("photo.png", Files.LinuxProgram)),
        "script by its content" => ZipBytes.Of(("report.txt", Files.ShellScript)),
        "program in a zip in a zip" => ZipBytes.Of(("a.zip", ZipBytes.Of(("b.zip", Make("program by its content"))))),
        "program in a tar in gzip" => Gzip(Tar(("setup.exe", TarEntryType.RegularFile))),
        "climbing name" => ZipBytes.Of(("../../etc/cron.d/job", Report)),
        "climbing name, the other slash" => ZipBytes.Of(("..\\..\\startup\\job", Report)),
        "absolute name" => ZipBytes.Of(("/etc/cron.d/job", Report)),
        "drive" => ZipBytes.Of(("C:\\startup\\job", Report)),
        "climbing name in a tar" => Tar(("../report.txt", TarEntryType.RegularFile)),
        "symbolic link" => new ZipBytes().Add(new ZipItem("report.txt") { Content = "/etc/passwd"u8.ToArray(), Mode = 0xA1FF }).Finish(),
        "symbolic link in a tar" => Tar(("report.txt", TarEntryType.SymbolicLink)),
        "hard link in a tar" => Tar(("report.txt", TarEntryType.HardLink)),
        "nested four deep" => ZipBytes.Of(("d.zip", Make("zip in a zip in a zip"))),
        "lying length" => new ZipBytes().Add(new ZipItem("report.txt") { Content = Report, LocalExpanded = 10, ListedExpanded = 10 }).Finish(),
        "directory that contradicts" => new ZipBytes().Add(new ZipItem("report.txt") { Content = Report, ListedName = "other.txt" }).Finish(),
        "entry that is not listed" => new ZipBytes().Add(new ZipItem("report.txt") { Content = Report }).Add(new ZipItem("other.txt") { Content = Report, IsListed = false }).Finish(),
        "entry listed twice" => Twice(),
        "behind other bytes" => [.. Noise, .. ZipBytes.Of(("report.txt", Report))],
        "archive behind the end" => [.. ZipBytes.Of(("report.txt", Report)), .. ZipBytes.Of(("report.txt", Report))],
        "docx with macros" => Files.ZipOf(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>"), ("word/vbaProject.bin", "macros")),
        "too many entries" => ZipBytes.Of([.. Enumerable.Range(0, 10_001).Select(number => ($"{number}", Array.Empty<byte>()))]),
        "expands too far" => ZipBytes.Of(("zeros.txt", new byte[8_000_000])),
        _ => throw new ArgumentOutOfRangeException(nameof(archive), archive, "No such archive."),
    };

    public static string NameOf(string archive) => archive switch
    {
        "odt" => "letter.odt",
        _ when archive.StartsWith("docx", StringComparison.Ordinal) => "letter.docx",
        _ when archive.EndsWith("gzip", StringComparison.Ordinal) => "archive.tar.gz",
        _ when archive.EndsWith("tar", StringComparison.Ordinal) => "archive.tar",
        _ => "archive.zip",
    };

    public static string TypeOf(string archive) => NameOf(archive).Split('.')[^1] switch
    {
        "odt" => "application/vnd.oasis.opendocument.text",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "gz" => "application/gzip",
        "tar" => "application/x-tar",
        _ => "application/zip",
    };

    private static byte[] Twice()
    {
        var item = new ZipItem("report.txt") { Content = Report, Method = 0 };
        return new ZipBytes().Add(item)
            .List(ZipBytes.Listed(item, "other.txt"u8.ToArray(), item.Flags, System.IO.Hashing.Crc32.HashToUInt32(Report), Report.Length, offset: 0)).Finish();
    }

    // As a program writes it that cannot go back: lengths stand behind the data.
    private static byte[] Streamed()
    {
        var bytes = new OneWayStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "report.txt", "folder/report.txt" })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Report);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);

        return bytes.ToArray();
    }

    private static byte[] Tar(params (string Name, TarEntryType Type)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, type) in entries)
            {
                tar.WriteEntry(type == TarEntryType.RegularFile
                    ? new PaxTarEntry(type, name) { DataStream = new MemoryStream(Report) }
                    : new PaxTarEntry(type, name) { LinkName = "/etc/passwd" });
            }
        }

        return bytes.ToArray();
    }

    private sealed class OneWayStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
