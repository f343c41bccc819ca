using System.IO.Compression;
using System.Text;
using Attachments.Crash.Deployments;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>A file of which is known what a scanner must say of it.</summary>
internal sealed record ScanContent(BlobStatus Verdict, byte[] Bytes, string FileName, string ContentType)
{
    // Backwards, so that no scanner takes this assembly for the test file.
    private const string Backwards = """*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\4[PA@%P!O5X""";

    private static readonly byte[] Eicar = [.. Encoding.ASCII.GetBytes(Backwards).Reverse()];

    public string Digest { get; } = Contents.Digest(Bytes);

    /// <summary>Makes the nth content of a kind. The same number and length are the same bytes.</summary>
    public static ScanContent Make(BlobStatus verdict, int number, int length = 5_000) => verdict switch
    {
        BlobStatus.Safe => Text(BlobStatus.Safe, Contents.Make(number, length)),
        BlobStatus.Infected => Text(BlobStatus.Infected, [.. Contents.Make(number, length), .. Eicar]),
        BlobStatus.Unscannable => new ScanContent(BlobStatus.Unscannable, Encrypted(Contents.Make(number, length)), "secret.zip", "application/zip"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    private static ScanContent Text(BlobStatus verdict, byte[] bytes) => new(verdict, bytes, "notes.txt", "text/plain");

    // A ZIP whose entry is marked as encrypted: bit 0 of the flags in the local header and in the directory's (APPNOTE 4.4.4).
    private static byte[] Encrypted(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("secret.txt", CompressionLevel.NoCompression).Open())
            entry.Write(content);

        var zip = bytes.ToArray();
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }
}
