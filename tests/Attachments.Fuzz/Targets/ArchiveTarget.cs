using Attachments.Content.Archives;
using Attachments.Content.Archives.Gzip;
using Attachments.Content.Archives.Tar;
using Attachments.Content.Archives.Zip;
using Attachments.Content.Types;

namespace Attachments.Fuzz.Targets;

/// <summary>An archive of the formats that Core reads: the upload's name on the first line, its bytes behind it.</summary>
internal sealed class ArchiveTarget() : FuzzTarget("archives")
{
    // One input in so many, by chance.
    private const int ByDefault = 8;

    private static readonly IArchiveFormat[] Formats = [new ZipFormat(), new GzipFormat(), new TarFormat()];

    public override string Description => "ZIP, tar and gzip, whole and in pieces, against what a reader of ZIPs lists";

    public override IReadOnlyList<string> Dictionary =>
    [
        "a.zip\n", "a.docx\n", "a.tar\n", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "PK\x06\x06", "PK\x06\x07", "PK\x07\x08", "PK\x06\x08", "PK00", "PK\x05\x05", "\xFF\xFF\xFF\xFF", "\xFF\xFF", "\0\0\0\0",
        "\x01\0\x10\0", "up\x0A\0\x01\0\0\0\0", "\x01\x99\x07\0", "a.txt", "a.exe", "../", "..\\", "C:", "\x1F\x8B\x08\0\0\0\0\0\0\x03", "\x1F\x8B\x08\x08", "ustar\0" + "00", "ustar  \0", "././@LongLink",
        "11 path=a\n", "16 size=99999999\n", "[Content_Types].xml", "vnd.ms-office.vbaProject", "vbaProject.bin", "\x7F" + "ELF\x02\x01\x01", "MZ", "#!/bin/sh\n", "\x03\0", "\x4B\x4C\x06\0", "\x01\0\0\xFF\xFF",
        "nu\x06\0\0\0\0\0\xFF\xA1", "xl\x05\0\x04\0\0\xFF\xA1", "a.bat/.", "<?mso-application ", "office/2006/xmlPackage", "docSuppData",
    ];

    public override long MemoryLimit(int length) => (64 * 1024 * 1024) + (256L * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var hash = InputText.Hash(input);
        var content = input;
        var name = InputText.Decode(InputText.TakeLine(ref content));
        var bytes = content.ToArray();

        if (bytes.Length > ArchiveReading.LongestInAllWays || hash % ByDefault == 0)
        {
            ArchiveReading.InspectByDefault(name, bytes, Formats);
            return;
        }

        var strict = Inspect(name, bytes, hash, ContentTypeVerification.Strict);
        var lenient = Inspect(name, bytes, hash, ContentTypeVerification.Lenient);
        Violation.Unless(strict is not null || lenient is null, "strict accepts nothing that lenient refuses");

        var isRead = bytes.AsSpan().StartsWith("PK"u8) && new ZipFormat().Recognises(bytes);
        if (lenient is null && (isRead || ArchiveReading.IsClaimedAsZip(name)))
            PlainZip.Check(bytes, isRead ? ArchiveReading.CountOutermost(bytes) : 0);
    }

    private static string? Inspect(string name, byte[] bytes, int hash, ContentTypeVerification verification) =>
        ArchiveReading.InspectInPieces(name, bytes, hash, verification, Formats);
}
