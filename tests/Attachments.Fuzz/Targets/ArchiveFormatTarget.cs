using Attachments.Archives.SharpCompress.Bzip2;
using Attachments.Archives.SharpCompress.Compress;
using Attachments.Archives.SharpCompress.Lzip;
using Attachments.Archives.SharpCompress.Xz;
using Attachments.Archives.SharpCompress.Zstandard;
using Attachments.Content.Archives;
using Attachments.Content.Archives.Gzip;
using Attachments.Content.Archives.Tar;
using Attachments.Content.Archives.Zip;
using Attachments.Content.Types;

namespace Attachments.Fuzz.Targets;

/// <summary>A compressed file of the formats that SharpCompress decodes: the upload's name on the first line, its bytes behind it.</summary>
internal sealed class ArchiveFormatTarget() : FuzzTarget("archive-formats")
{
    // One input in so many, by chance.
    private const int ByDefault = 8;

    private static readonly IArchiveFormat[] Formats =
        [new ZipFormat(), new GzipFormat(), new TarFormat(), new Bzip2Format(), new XzFormat(), new LzipFormat(), new ZstandardFormat(), new CompressFormat()];

    public override string Description => "bzip2, xz, lzip, Zstandard and compress, whole and in pieces";

    public override IReadOnlyList<string> Dictionary =>
    [
        "a.tar.xz\n", "a.bz2\n", "BZh9\x31\x41\x59\x26\x53\x59", "BZh1\x17\x72\x45\x38\x50\x90", "\x31\x41\x59\x26\x53\x59", "\x17\x72\x45\x38\x50\x90", "\xFD" + "7zXZ\0\0\x04", "\xFD" + "7zXZ\0\0\0", "YZ", "\x21\x01\x16",
        "\x04\0\x21\x01", "\x01\0\x05", "\xE0\0", "\x80\0", "LZIP\x01\x17", "LZIP\x01\x0C", "\x28\xB5\x2F\xFD", "\x50\x2A\x4D\x18\x04\0\0\0", "\x1F\x9D\x90", "\x1F\x9D\x10", "\0\0\0\0", "\xFF\xFF\xFF\xFF",
    ];

    // A stream of bzip2 makes the decoder take five megabytes and give them back, and there may be a hundred of them for nothing.
    public override long MemoryLimit(int length) => (1024L * 1024 * 1024) + (32L * 1024 * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var hash = InputText.Hash(input);
        var content = input;
        var name = InputText.Decode(InputText.TakeLine(ref content));
        var bytes = content.ToArray();

        if (bytes.Length > ArchiveReading.LongestInAllWays || hash % ByDefault == 0)
        {
            // A decoder of bzip2 gives 5 MiB of text a second: what takes a second here must be more than that.
            ArchiveReading.InspectByDefault(name, bytes, Formats, new ArchiveOptions { MaxExpandedSize = 2 * 1024 * 1024 });
            return;
        }

        var strict = ArchiveReading.Inspect(name, bytes, ContentTypeVerification.Strict, Formats);
        var lenient = ArchiveReading.InspectInPieces(name, bytes, hash, ContentTypeVerification.Lenient, Formats);
        Violation.Unless(strict is not null || lenient is null, "strict accepts nothing that lenient refuses");
    }
}
