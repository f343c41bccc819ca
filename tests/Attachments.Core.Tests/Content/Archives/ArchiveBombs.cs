using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Attachments.Content.Archives;

/// <summary>Small files that unpack to enormous ones, in every way known.</summary>
internal static class ArchiveBombs
{
    private const int Mebibyte = 1_048_576;

    public static IReadOnlyList<string> Names { get; } =
    [
        "nested zips", "flat 10 GB", "overlapping, full", "overlapping, quoted", "a million entries", "lying header", "lying descriptor", "two hundred deep", "quine of gzip", "gzip", "gzip in gzip", "office document",
        "many megabytes of ratio 190", "tar of zeros in gzip",
    ];

    public static byte[] Make(string name) => name switch
    {
        // 42.zip: sixteen archives in each of sixteen, and so on, with 4 GB of zeros at the bottom.
        "nested zips" => Nested(Zeros(4L * 1024 * Mebibyte), levels: 5),
        "flat 10 GB" => OneEntry(Zeros(10L * 1024 * Mebibyte), 10L * 1024 * Mebibyte),
        "overlapping, full" => FullOverlap(),
        "overlapping, quoted" => QuotedOverlap(),
        "a million entries" => MillionEntries(),
        "lying header" => OneEntry(Zeros(2L * 1024 * Mebibyte), expanded: 1000),
        "lying descriptor" => new ZipBytes().Add(new ZipItem("a.txt") { Data = Zeros(2L * 1024 * Mebibyte), LocalExpanded = 1000, ListedExpanded = 1000, Descriptor = ZipDescriptorKind.Signed }).Finish(),
        "two hundred deep" => Deep(),
        "quine of gzip" => Quine(),
        "gzip" => Gzip(Zeros(10L * 1024 * Mebibyte)),
        "gzip in gzip" => Gzip(ZipBytes.Deflate(Gzip(Zeros(10L * 1024 * Mebibyte)))),
        "office document" => OfficeDocument(),
        "many megabytes of ratio 190" => RatioBelowTheLimit(),
        "tar of zeros in gzip" => Gzip(ZipBytes.Deflate(Tar(64 * Mebibyte))),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such bomb."),
    };

    // Deflate's own limit is 1,032 to 1: the same block of zeros again and again, by flushing to a byte's border and repeating what came.
    private static byte[] Zeros(long length)
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(new byte[16 * Mebibyte]);
            deflate.Flush();
        }

        // What was flushed ends on a border of bytes and can be repeated; the last two bytes end the whole.
        var whole = deflated.ToArray();
        var piece = whole.AsSpan(0, whole.Length - 2);
        using var repeated = new MemoryStream();
        for (long done = 0; done < length; done += 16 * Mebibyte)
            repeated.Write(piece);

        repeated.Write([3, 0]);
        return repeated.ToArray();
    }

    private static byte[] OneEntry(byte[] deflated, long expanded) =>
        new ZipBytes().Add(new ZipItem("zeros.txt") { Data = deflated, LocalExpanded = (uint)Math.Min(expanded, uint.MaxValue - 1), ListedExpanded = (uint)Math.Min(expanded, uint.MaxValue - 1) }).Finish();

    private static byte[] Nested(byte[] deflated, int levels)
    {
        var archive = OneEntry(deflated, uint.MaxValue - 1);
        for (var level = 1; level < levels; level++)
        {
            var inner = archive;
            archive = ZipBytes.Of([.. Enumerable.Range(0, 16).Select(number => ($"{number}.zip", inner))]);
        }

        return archive;
    }

    // D. Fifield, "A better zip bomb" (2019): every entry of the directory names the same header.
    private static byte[] FullOverlap()
    {
        var item = new ZipItem("0") { Content = new byte[8 * Mebibyte] };
        var checksum = Crc32.HashToUInt32(item.Content);
        var length = ZipBytes.Deflate(item.Content).Length;
        var zip = new ZipBytes().Add(item);
        for (var number = 1; number < 5000; number++)
            zip.List(ZipBytes.Listed(item, Encoding.ASCII.GetBytes($"{number}"), 0x0800, checksum, length, 0));

        return zip.Finish();
    }

    // The same paper's: headers and directory agree, and each entry's data begins with a stored block that quotes the next entry's header, and goes on with the next entry's data.
    private static byte[] QuotedOverlap()
    {
        const int Count = 250;
        var kernel = ZipBytes.Deflate(new byte[Mebibyte]);
        var headers = new byte[Count][];
        var lengths = new (int Compressed, long Expanded)[Count];
        var data = kernel;
        long expanded = Mebibyte;

        for (var number = Count - 1; number >= 0; number--)
        {
            lengths[number] = (data.Length, expanded);
            headers[number] = Local($"{number:D4}", data.Length, expanded);
            if (number == 0)
                break;

            byte[] quoted = [0, (byte)headers[number].Length, 0, (byte)~headers[number].Length, 0xFF, .. headers[number]];
            data = [.. quoted, .. data];
            expanded += headers[number].Length;
        }

        var zip = new ZipBytes().Raw(headers[0]).Raw(data);
        long offset = 0;
        for (var number = 0; number < Count; number++)
        {
            var item = new ZipItem($"{number:D4}") { ListedExpanded = lengths[number].Expanded };
            zip.List(ZipBytes.Listed(item, Encoding.ASCII.GetBytes(item.Name), 0x0800, 0, lengths[number].Compressed, offset));
            offset += headers[number].Length + 5;
        }

        return zip.Finish();
    }

    private static byte[] Local(string name, int compressed, long expanded)
    {
        var header = new ZipBytes().Add(new ZipItem(name) { Data = [], LocalCompressed = compressed, LocalExpanded = expanded, IsListed = false }).Finish();
        return header[..^22];
    }

    private static byte[] MillionEntries()
    {
        var header = Local("0", compressed: 0, expanded: 0);
        var zip = new ZipBytes();
        for (var number = 0; number < 1_000_000; number++)
            zip.Raw(header);

        return zip.Finish();
    }

    private static byte[] Deep()
    {
        var archive = ZipBytes.Of(("r.txt", "r"u8.ToArray()));
        for (var level = 0; level < 200; level++)
            archive = ZipBytes.Of(("r/r.zip", archive));

        return archive;
    }

    // R. Cox, "Zip Files All The Way Down" (2010): it expands to itself. Blocks that hold what comes next, and blocks that repeat what came last, take turns; the checksum that stands in it twice is the one that it has.
    private static byte[] Quine() => Convert.FromBase64String(
        "H4sICAAAAAAC/3IuZ3oAABQA6/8fiwgIAAAAAAL/ci5negAAFADr/0KIIcQAAAUA+v9CiCHEAAAFAPr/AAUA+v8AFADr/0KIIcQAAAUA+v8ABQD6/wAUAOv/QoghxAAAFADr/0KIIcQAABQA6/9C"
        + "iCHEAAAUAOv/QoghxAAAFADr/0KIIcQAAAAA//8AAAD//wASAO3/QoghxAAAAAD//wAAAP//ABIA7f+Ci8BFAAEAAP//B6W72M4AAACCi8BFAAEAAP//B6W72M4AAAA=");

    private static byte[] Gzip(byte[] deflated) => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. deflated, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] OfficeDocument() => new ZipBytes()
        .Add(new ZipItem("[Content_Types].xml") { Content = "<Types/>"u8.ToArray() })
        .Add(new ZipItem("word/document.xml") { Data = Zeros(3L * 1024 * Mebibyte), LocalExpanded = 3L * 1024 * Mebibyte, ListedExpanded = 3L * 1024 * Mebibyte })
        .Finish();

    // As much as passes the ratio: the size stops it.
    private static byte[] RatioBelowTheLimit()
    {
        var noise = new byte[80_000];
        new Random(1).NextBytes(noise);
        var zip = new ZipBytes();
        for (var number = 0; number < 150; number++)
        {
            zip.Add(new ZipItem($"{number}.bin") { Content = noise, Method = 0 });
            zip.Add(new ZipItem($"{number}.txt") { Content = new byte[14 * Mebibyte] });
        }

        return zip.Finish();
    }

    private static byte[] Tar(int length)
    {
        using var bytes = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(bytes, leaveOpen: true))
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "zeros.txt") { DataStream = new MemoryStream(new byte[length]) });

        return bytes.ToArray();
    }
}
