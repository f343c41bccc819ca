using System.IO.Compression;
using System.Text;
using Attachments.Content.Types;
using Xunit;

namespace Attachments.Content.Archives;

public sealed class ZipFormatTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 2000).Select(line => $"line {line} of a report")));
    private static readonly byte[] Noise = MakeNoise(70_000);

    public static TheoryData<string> Good =>
    [
        "plain", "stored", "empty archive", "empty entry", "folders", "comment", "zip64 end", "spanned over one", "spanned", "descriptor", "descriptor without signature",
        "wide descriptor", "wide descriptor without signature", "stored with descriptor", "folder of nothing but a slash", "noise with descriptor", "extra fields", "padding in the extra field", "ZipArchive", "ZipArchive that cannot seek",
        "encrypted", "encrypted with descriptor", "unknown method", "name in another code page", "zip64 lengths", "a hundred entries", "zeros behind the end", "entry from a pipe", "modes in extra fields", "archive that was not compressed", "folder that is called like a script",
    ];

    public static TheoryData<string, string> Bad => new()
    {
        { "entry twice in the directory", "overlap" },
        { "entry that is not there", "overlap" },
        { "entry within another one", "overlap" },
        { "entry that is not listed", "does not list all" },
        { "another name in the directory", "contradicts its entries" },
        { "another length in the directory", "contradicts its entries" },
        { "another method in the directory", "contradicts its entries" },
        { "another checksum in the directory", "contradicts its entries" },
        { "another count at the end", "contradicts its directory" },
        { "another place at the end", "contradicts its directory" },
        { "longer than it says", "longer or shorter" },
        { "shorter than it says", "longer or shorter" },
        { "descriptor that lies", "damaged" },
        { "bytes between entries", "damaged" },
        { "bytes behind the data", "damaged" },
        { "archive behind the end", "behind its end" },
        { "damaged data", "damaged" },
        { "symbolic link", "neither a file nor a folder" },
        { "device", "neither a file nor a folder" },
        { "symbolic link of another system", "neither a file nor a folder" },
        { "symbolic link in a field of Info-ZIP", "neither a file nor a folder" },
        { "symbolic link in a field of libarchive", "neither a file nor a folder" },
        { "symbolic link in a longer field of libarchive", "neither a file nor a folder" },
        { "records before the descriptor", "damaged" },
        { "record in the descriptor", "says two things" },
        { "refused extension before a dot", ".bat" },
        { "refused extension before a dot and a space", ".bat" },
        { "climbing name", "leads out" },
        { "climbing name with the other slash", "leads out" },
        { "absolute name", "leads out" },
        { "drive", "leads out" },
        { "server", "leads out" },
        { "zero in the name", "leads out" },
        { "climbing name in the Unicode field", "leads out" },
        { "refused extension", ".exe" },
        { "refused extension in the Unicode field", ".js" },
        { "two Unicode fields", "damaged" },
        { "two fields of ZIP64", "damaged" },
        { "refused extension of an encrypted entry", ".exe" },
        { "program by its content", "program" },
        { "program in an archive in an archive", "program" },
        { "script by its content", "program" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Sound_archive_is_accepted(string archive) => Assert.Null(await Inspecting.InspectAsync(Make(archive)));

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Sound_archive_is_accepted_however_it_arrives(string archive) => Assert.Null(await new Inspecting { BlockLength = 7 }.RunAsync(Make(archive)));

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Sound_archive_is_accepted_where_verification_is_strict(string archive)
    {
        var inspecting = new Inspecting();
        inspecting.Types.Verification = ContentTypeVerification.Strict;

        Assert.Null(await inspecting.RunAsync(Make(archive)));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Archive_is_refused_for_what_it_is(string archive, string reason)
    {
        var rejection = await Inspecting.InspectAsync(Make(archive));

        Assert.Equal(RejectionCode.ArchiveRefused, rejection?.Code);
        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Archive_is_refused_however_it_arrives(string archive, string reason)
    {
        var rejection = await new Inspecting { BlockLength = 7 }.RunAsync(Make(archive));

        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_cut_off_anywhere_is_refused_only_where_verification_is_strict()
    {
        var whole = ZipBytes.Of(("a.txt", Text), ("b.txt", Text));
        var strict = new Inspecting();
        strict.Types.Verification = ContentTypeVerification.Strict;

        for (var length = 4; length < whole.Length; length += 97)
        {
            Assert.Null(await Inspecting.InspectAsync(whole[..length]));
            Assert.NotNull(await strict.RunAsync(whole[..length]));
        }
    }

    [Theory]
    [InlineData("PK\u0003\u0004")]
    [InlineData("PK\u0003\u0004 and some words that are no archive at all, and go on for a while, longer than any header is")]
    [InlineData("PK\u0003\u0004\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task What_only_begins_as_an_archive_is_accepted_unless_verification_is_strict(string content)
    {
        var strict = new Inspecting();
        strict.Types.Verification = ContentTypeVerification.Strict;

        Assert.Null(await Inspecting.InspectAsync(Encoding.Latin1.GetBytes(content)));
        Assert.Equal(RejectionCode.ArchiveRefused, (await strict.RunAsync(Encoding.Latin1.GetBytes(content)))?.Code);
    }

    [Fact]
    public async Task Archive_that_is_called_a_list_of_types_is_looked_into() =>
        Assert.Contains(".exe", (await Inspecting.InspectAsync(ZipBytes.Of(("[Content_Types].xml", ZipBytes.Of(("a.exe", Text))))))?.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task Older_office_document_may_end_with_a_newer_one()
    {
        byte[] document = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4096], .. ZipBytes.Of(("word/document.xml", Text))];

        Assert.Null(await new Inspecting { FileName = "a.doc", ContentType = "application/msword" }.RunAsync(document));
    }

    [Fact]
    public async Task Bytes_behind_the_end_are_refused_only_where_verification_is_strict()
    {
        byte[] archive = [.. ZipBytes.Of(("a.txt", Text)), .. Noise];
        var strict = new Inspecting();
        strict.Types.Verification = ContentTypeVerification.Strict;

        Assert.Null(await Inspecting.InspectAsync(archive));
        Assert.Contains("behind its end", (await strict.RunAsync(archive))?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encrypted")]
    [InlineData("encrypted with descriptor")]
    [InlineData("unknown method")]
    public async Task What_cannot_be_read_is_refused_where_that_is_demanded(string archive)
    {
        var inspecting = new Inspecting();
        inspecting.Limits.Unreadable = UnreadableArchives.Refuse;

        Assert.Contains("cannot be looked into", (await inspecting.RunAsync(Make(archive)))?.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("report.pdf", "application/pdf")]
    public async Task Archive_is_looked_into_whatever_it_is_called(string name, string type)
    {
        var inspecting = new Inspecting { FileName = name, ContentType = type };

        Assert.NotNull(await inspecting.RunAsync(Make("program by its content")));
    }

    internal static byte[] Make(string archive) => archive switch
    {
        "plain" => ZipBytes.Of(("a.txt", Text), ("b/c.bin", Noise)),
        "a hundred entries" => ZipBytes.Of([.. Enumerable.Range(0, 100).Select(number => ($"{number}.txt", Text))]),
        "stored" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Method = 0 }).Finish(),
        "empty archive" => new ZipBytes().Finish(),
        "empty entry" => new ZipBytes().Add(new ZipItem("a.txt") { Method = 0 }).Add(new ZipItem("b.txt")).Finish(),
        "folders" => new ZipBytes().Add(new ZipItem("a/") { Method = 0, Mode = 0x41ED }).Add(new ZipItem("a/b.txt") { Content = Text }).Finish(),
        "comment" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(comment: "made by hand"),
        "zip64 end" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(isZip64: true),
        "spanned over one" => new ZipBytes().Raw("PK00"u8.ToArray()).Add(new ZipItem("a.txt") { Content = Text }).Finish(),
        "spanned" => new ZipBytes().Raw("PK\u0007\u0008"u8.ToArray()).Add(new ZipItem("a.txt") { Content = Text }).Finish(),
        "descriptor" => WithDescriptor(ZipDescriptorKind.Signed),
        "descriptor without signature" => WithDescriptor(ZipDescriptorKind.Bare),
        "wide descriptor" => WithDescriptor(ZipDescriptorKind.SignedWide),
        "wide descriptor without signature" => WithDescriptor(ZipDescriptorKind.BareWide),
        "stored with descriptor" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Method = 0, Descriptor = ZipDescriptorKind.Signed }).Add(new ZipItem("b.txt") { Content = Text }).Finish(),
        "folder of nothing but a slash" => new ZipBytes().Add(new ZipItem("/") { Method = 0 }).Add(new ZipItem("a.txt") { Content = Text }).Finish(),
        "noise with descriptor" => new ZipBytes().Add(new ZipItem("a.bin") { Content = Noise, Descriptor = ZipDescriptorKind.Signed }).Finish(),
        "extra fields" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0, .. UnicodePath("a.txt")] }).Finish(),
        "padding in the extra field" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = new byte[3] }).Finish(),
        "ZipArchive" => ByZipArchive(new MemoryStream()),
        "ZipArchive that cannot seek" => ByZipArchive(new OneWayStream()),
        "encrypted" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Data = Noise, Flags = 1 }).Add(new ZipItem("b.txt") { Content = Text }).Finish(),
        "encrypted with descriptor" =>
            new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Data = Noise, Flags = 1, Descriptor = ZipDescriptorKind.Signed }).Add(new ZipItem("b.txt") { Content = Text }).Finish(),
        "unknown method" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Data = Noise, Method = 93 }).Add(new ZipItem("b.txt") { Content = Text }).Finish(),
        "name in another code page" => new ZipBytes().Add(new ZipItem("") { RawName = [0x81, 0x9A, 0x2E, 0x74, 0x78, 0x74], Content = Text, Flags = 0 }).Finish(),
        "zip64 lengths" => WideLengths(),
        "zeros behind the end" => [.. ZipBytes.Of(("a.txt", Text)), .. new byte[10_000]],
        "modes in extra fields" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = [0x6E, 0x75, 6, 0, 0, 0, 0, 0, 0xA4, 0x81, 0x78, 0x6C, 5, 0, 4, 0, 0, 0xA4, 0x81] }).Finish(),
        "folder that is called like a script" => new ZipBytes().Add(new ZipItem("chart.js/") { Method = 0, Mode = 0x41ED }).Add(new ZipItem("chart.js/a.txt") { Content = Text }).Finish(),
        "entry from a pipe" => new ZipBytes().Add(new ZipItem("-") { Content = Text, Mode = 0x1180 }).Finish(),

        "entry twice in the directory" => Twice(),
        "entry that is not there" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, ListedOffset = 7 }).Finish(),
        "entry within another one" => Within(),
        "entry that is not listed" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Add(new ZipItem("b.txt") { Content = Text, IsListed = false }).Finish(),
        "another name in the directory" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, ListedName = "b.txt" }).Finish(),
        "another length in the directory" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, ListedExpanded = 1 }).Finish(),
        "another method in the directory" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, ListedMethod = 0 }).Finish(),
        "another checksum in the directory" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, ListedChecksum = 1 }).Finish(),
        "another count at the end" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(entriesMore: 1),
        "another place at the end" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(startMore: 1),
        "longer than it says" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, LocalExpanded = 10, ListedExpanded = 10 }).Finish(),
        "shorter than it says" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, LocalExpanded = 1_000_000, ListedExpanded = 1_000_000 }).Finish(),
        "descriptor that lies" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, LocalExpanded = 10, ListedExpanded = 10, Descriptor = ZipDescriptorKind.Signed }).Add(new ZipItem("b.txt") { Content = Noise }).Finish(),
        "bytes between entries" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Raw(1, 2, 3, 4, 5).Add(new ZipItem("b.txt") { Content = Text }).Finish(),
        "bytes behind the data" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Data = [.. ZipBytes.Deflate(Text), .. Noise] }).Finish(),
        "archive behind the end" => [.. ZipBytes.Of(("a.txt", Text)), .. ZipBytes.Of(("b.txt", Text))],
        "damaged data" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Data = [0xFF, .. Noise] }).Finish(),
        "symbolic link" => new ZipBytes().Add(new ZipItem("a.txt") { Content = "/etc/passwd"u8.ToArray(), Mode = 0xA1FF }).Finish(),
        "symbolic link of another system" => new ZipBytes().Add(new ZipItem("a.txt") { Content = "/etc/passwd"u8.ToArray(), Mode = 0xA180, Host = 0 }).Finish(),
        "symbolic link in a field of Info-ZIP" => new ZipBytes().Add(new ZipItem("a.txt") { Content = "/etc/passwd"u8.ToArray(), Extra = [0x6E, 0x75, 6, 0, 0, 0, 0, 0, 0xFF, 0xA1] }).Finish(),
        "symbolic link in a field of libarchive" => new ZipBytes().Add(new ZipItem("a.txt") { Content = "/etc/passwd"u8.ToArray(), Extra = [0x78, 0x6C, 7, 0, 5, 0, 3, 0, 0, 0xFF, 0xA1] }).Finish(),
        "symbolic link in a longer field of libarchive" => new ZipBytes().Add(new ZipItem("a.txt")
        {
            Content = "/etc/passwd"u8.ToArray(),
            Extra = [0x78, 0x6C, 14, 0, 0x85, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0, 3, 0, 0, 0xFF, 0xA1],
        }).Finish(),
        "archive that was not compressed" => new ZipBytes().Add(new ZipItem("a.zip") { Content = ZipBytes.Of(("a.txt", Text)), Data = Uncompressed(ZipBytes.Of(("a.txt", Text))), Descriptor = ZipDescriptorKind.Signed })
            .Add(new ZipItem("b.zip") { Content = ZipBytes.Of(("b.txt", Text)), Data = Uncompressed(ZipBytes.Of(("b.txt", Text))), Descriptor = ZipDescriptorKind.Bare }).Finish(),
        "records before the descriptor" => RecordsBeforeTheDescriptor(),
        "record in the descriptor" => RecordInTheDescriptor(),
        "refused extension before a dot" => ZipBytes.Of(("a.bat/.", Text)),
        "refused extension before a dot and a space" => ZipBytes.Of(("a.bat\\. ", Text)),
        "device" => new ZipBytes().Add(new ZipItem("a.txt") { Mode = 0x2000 }).Finish(),
        "climbing name" => ZipBytes.Of(("a/../../b.txt", Text)),
        "climbing name with the other slash" => ZipBytes.Of(("a\\..\\..\\b.txt", Text)),
        "absolute name" => ZipBytes.Of(("/etc/cron.d/a", Text)),
        "drive" => ZipBytes.Of(("C:a.txt", Text)),
        "server" => ZipBytes.Of(("\\\\server\\a.txt", Text)),
        "zero in the name" => ZipBytes.Of(("a.txt\0.pdf", Text)),
        "climbing name in the Unicode field" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = UnicodePath("../a.txt") }).Finish(),
        "refused extension" => ZipBytes.Of(("a.txt", Text), ("b.EXE", Text)),
        "two Unicode fields" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = [.. UnicodePath("a.js"), .. UnicodePath("a.txt")] }).Finish(),
        "two fields of ZIP64" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = [1, 0, 0, 0, 1, 0, 0, 0] }).Finish(),
        "refused extension in the Unicode field" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = UnicodePath("a.js") }).Finish(),
        "refused extension of an encrypted entry" => new ZipBytes().Add(new ZipItem("a.exe") { Content = Text, Data = Noise, Flags = 1 }).Finish(),
        "program by its content" => ZipBytes.Of(("a.txt", Text), ("b.txt", [.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[100]])),
        "program in an archive in an archive" => ZipBytes.Of(("a.zip", ZipBytes.Of(("b.zip", Make("program by its content"))))),
        "script by its content" => ZipBytes.Of(("a.txt", "#!/bin/sh\nrm -rf /\n"u8.ToArray())),
        _ => throw new ArgumentOutOfRangeException(nameof(archive), archive, "No such archive."),
    };

    private static byte[] WithDescriptor(ZipDescriptorKind kind) =>
        new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Descriptor = kind }).Add(new ZipItem("b.bin") { Content = Noise, Descriptor = kind }).Finish();

    // A reader that goes by the front and believes the first descriptor sees an entry there.
    private static byte[] RecordsBeforeTheDescriptor()
    {
        var small = "a report"u8.ToArray();
        var hidden = new ZipBytes().Add(new ZipItem("b.bat") { Content = small, Method = 0, IsListed = false }).Finish()[..^22];
        byte[] data = [.. ZipBytes.Deflate(small), .. "PK\u0007\u0008"u8, .. new byte[12], .. hidden];
        return new ZipBytes().Add(new ZipItem("a.txt") { Content = small, Data = data, Descriptor = ZipDescriptorKind.Signed }).Add(new ZipItem("c.txt") { Content = Text }).Finish();
    }

    // Its checksum is a signature, by which streaming readers find the next entry.
    private static byte[] RecordInTheDescriptor()
    {
        var item = new ZipItem("a.txt") { Content = Text, Descriptor = ZipDescriptorKind.Signed, ListedChecksum = 0x04034B50 };
        var zip = new ZipBytes().Add(item).Add(new ZipItem("b.txt") { Content = Text }).Finish();
        "PK\u0003\u0004"u8.CopyTo(zip.AsSpan(zip.AsSpan().IndexOf("PK\u0007\u0008"u8) + 4));
        return zip;
    }

    private static byte[] Uncompressed(byte[] content)
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.NoCompression, leaveOpen: true))
            deflate.Write(content);

        return deflated.ToArray();
    }

    private static byte[] Twice()
    {
        var item = new ZipItem("a.txt") { Content = Text };
        return new ZipBytes().Add(item).List(ZipBytes.Listed(item, "a.txt"u8.ToArray(), 0x0800, System.IO.Hashing.Crc32.HashToUInt32(Text), ZipBytes.Deflate(Text).Length, 0)).Finish();
    }

    // The second entry's header stands in the first one's stored data.
    private static byte[] Within()
    {
        var inner = new ZipBytes().Add(new ZipItem("b.txt") { Content = Text, IsListed = false });
        var innerBytes = inner.Finish()[..^22];
        var item = new ZipItem("b.txt") { Content = Text };
        return new ZipBytes().Add(new ZipItem("a.bin") { Content = innerBytes, Method = 0 })
            .List(ZipBytes.Listed(item, "b.txt"u8.ToArray(), 0x0800, System.IO.Hashing.Crc32.HashToUInt32(Text), ZipBytes.Deflate(Text).Length, 30 + 5)).Finish();
    }

    private static byte[] WideLengths()
    {
        var deflated = ZipBytes.Deflate(Text);
        byte[] extra = [1, 0, 16, 0, .. BitConverter.GetBytes((long)Text.Length), .. BitConverter.GetBytes((long)deflated.Length)];
        return new ZipBytes().Add(new ZipItem("a.txt") { Content = Text, Extra = extra, LocalCompressed = uint.MaxValue, LocalExpanded = uint.MaxValue }).Finish();
    }

    private static byte[] ByZipArchive(Stream destination)
    {
        using (var archive = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("a.txt", Text), ("b/c.bin", Noise), ("empty.txt", []) })
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return destination is OneWayStream oneWay ? oneWay.ToArray() : ((MemoryStream)destination).ToArray();
    }

    private static byte[] UnicodePath(string name) =>
        [0x75, 0x70, (byte)(5 + Encoding.UTF8.GetByteCount(name)), 0, 1, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(name)];

    internal static byte[] MakeNoise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        noise[0] = 0;
        return noise;
    }

    private sealed class OneWayStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
