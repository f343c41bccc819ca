using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Attachments.Content.Archives;

/// <summary>Files that show one archive to who reads from the front, and another one to who begins at the end.</summary>
public sealed class HiddenZipTests
{
    // An end's signature, and nothing behind it.
    private const string Mark = "PK\u0005\u0006";

    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 200).Select(line => $"line {line} of a report")));
    private static readonly byte[] Program = [.. "\u007FELF\u0002\u0001\u0001"u8, .. new byte[100]];
    private static readonly byte[] Noise = ZipFormatTests.MakeNoise(70_000);

    public static TheoryData<string, string> Hidden => new()
    {
        { "another end in the comment", "another end" },
        { "another end that begins in the comment's length", "another end" },
        { "another end that begins in the comment and ends behind it", "another" },
        { "locator of ZIP64 in the last entry's comment", "contradicts its directory" },
        { "record between the directory and its end", "damaged" },
        { "more in the end of ZIP64", "damaged" },
        { "program that only its header calls masked", "program" },
        { "program that only a field calls encrypted", "program" },
        { "entry that reaches beyond the end", "do not lead to its end" },
        { "entry that reaches beyond an end with a mark in its comment", "do not lead to its end" },
        { "archive in the header of what is none", "do not lead to its end" },
        { "archive behind a gzip", "behind other bytes" },
        { "archive with a mark in its comment behind a gzip", "behind other bytes" },
        { "archive in a file of a tar", "behind other bytes" },
        { "hidden behind other bytes", "behind other bytes" },
        { "entry of a hidden archive", "behind other bytes" },
    };

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task Archive_in_disguise_is_refused(string archive, string reason) => AssertRefused(reason, await Inspecting.InspectAsync(Make(archive)));

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task Archive_in_disguise_is_refused_however_it_arrives(string archive, string reason) => AssertRefused(reason, await new Inspecting { BlockLength = 7 }.RunAsync(Make(archive)));

    [Fact]
    public async Task What_begins_as_an_archive_and_hides_one_is_refused()
    {
        byte[] content = [.. "PK\u0003\u0004"u8, .. new byte[60], .. ZipBytes.Of(("a.exe", Text))];

        Assert.Equal(RejectionCode.ArchiveRefused, (await Inspecting.InspectAsync(content))?.Code);
    }

    // By the name it is opened as an archive, whatever its bytes and its declared type begin as.
    [Theory]
    [InlineData("photos.zip", "audio/wav", "RIFF\0\0\0\0WAVEfmt ")]
    [InlineData("photos.zip", "video/mp4", "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom")]
    [InlineData("photos.jar", "image/tiff", "II*\0\u0008\0\0\0")]
    [InlineData("letter.zip", "application/msword", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")]
    public async Task Archive_behind_what_the_declared_type_is_built_on_is_refused_where_the_name_says_archive(string name, string type, string beginning)
    {
        byte[] content = [.. Encoding.Latin1.GetBytes(beginning), .. Noise, .. ZipBytes.Of(("a.exe", Text))];

        AssertRefused("behind other bytes", await new Inspecting { FileName = name, ContentType = type }.RunAsync(content));
    }

    [Theory]
    [InlineData("ott")]
    [InlineData("ots")]
    [InlineData("otp")]
    [InlineData("odf")]
    [InlineData("odb")]
    [InlineData("pages")]
    [InlineData("numbers")]
    [InlineData("key")]
    [InlineData("xps")]
    [InlineData("oxps")]
    [InlineData("xlsb")]
    [InlineData("dotm")]
    [InlineData("cbz")]
    [InlineData("ipa")]
    public async Task Archive_behind_an_image_is_refused_under_every_name_that_is_opened_as_an_archive(string extension)
    {
        byte[] content = [.. "GIF89a"u8, .. Noise, .. ZipBytes.Of(("a.exe", Text))];

        AssertRefused("behind other bytes", await new Inspecting { FileName = $"letter.{extension}", ContentType = "image/gif" }.RunAsync(content));
    }

    private static byte[] Make(string archive) => archive switch
    {
        "another end in the comment" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(comment: Encoding.Latin1.GetString(ZipBytes.Of(("a.exe", Text)))),
        "another end that begins in the comment's length" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(comment: "\u0005\u0006".PadRight(0x4B50, '\0')),
        "another end that begins in the comment and ends behind it" => [.. new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(comment: "PK"), .. new ZipBytes().Finish()[2..]],
        "locator of ZIP64 in the last entry's comment" => LocatorInComment(),
        "record between the directory and its end" => [.. Split(ZipBytes.Of(("a.txt", Text))).Front, .. "PK\u0005\u0005\u0004\0abcd"u8, .. Split(ZipBytes.Of(("a.txt", Text))).End],
        "more in the end of ZIP64" => MoreInZip64End(),
        "program that only its header calls masked" => OnlyInHeader(),
        "program that only a field calls encrypted" => new ZipBytes().Add(new ZipItem("a.txt") { Content = Program, Extra = [0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, 8, 0] }).Finish(),
        "entry that reaches beyond the end" => new ZipBytes().Add(new ZipItem("a.bin") { Data = Noise, LocalCompressed = 1_000_000, Method = 0, IsListed = false }).Add(new ZipItem("a.exe") { Content = Text }).Finish(),
        "entry that reaches beyond an end with a mark in its comment" => new ZipBytes().Add(new ZipItem("a.bin") { Data = Noise, LocalCompressed = 1_000_000, Method = 0, IsListed = false }).Add(new ZipItem("a.exe") { Content = Text }).Finish(comment: Mark),
        "archive in the header of what is none" => InHeader(),
        "archive behind a gzip" => [.. Gzip(Text), .. ZipBytes.Of(("a.exe", Text))],
        "archive with a mark in its comment behind a gzip" => [.. Gzip(Text), .. new ZipBytes().Add(new ZipItem("a.exe") { Content = Text }).Finish(comment: Mark)],
        "archive in a file of a tar" => Tar([.. Noise, .. ZipBytes.Of(("a.exe", Text))]),
        "hidden behind other bytes" => [.. Noise, .. ZipBytes.Of(("a.exe", Text))],
        "entry of a hidden archive" => ZipBytes.Of(("inner.zip", [.. Noise, .. ZipBytes.Of(("a.exe", Text))])),
        _ => throw new ArgumentOutOfRangeException(nameof(archive), archive, "No such archive."),
    };

    // Readers that look for it where it would stand take the directory's place from it.
    private static byte[] LocatorInComment()
    {
        byte[] locator = [.. "PK\u0006\u0007"u8, .. new byte[16]];
        var item = new ZipItem("a.txt") { Content = Text, IsListed = false };
        var listed = ZipBytes.Listed(item, "a.txt"u8.ToArray(), 0x0800, System.IO.Hashing.Crc32.HashToUInt32(Text), ZipBytes.Deflate(Text).Length, 0);
        listed[32] = (byte)locator.Length;
        return new ZipBytes().Add(item).List([.. listed, .. locator]).Finish();
    }

    // The directory has another word of it, and that is what readers go by.
    private static byte[] OnlyInHeader()
    {
        var zip = ZipBytes.Of(("a.txt", Program));
        zip[7] |= 0x20;
        return zip;
    }

    private static byte[] MoreInZip64End()
    {
        var zip = new ZipBytes().Add(new ZipItem("a.txt") { Content = Text }).Finish(isZip64: true);
        var locator = zip.Length - 22 - 20;
        zip[locator - 56 + 4] += 4;
        return [.. zip[..locator], 1, 2, 3, 4, .. zip[locator..]];
    }

    // What is behind the header cannot be expanded.
    private static byte[] InHeader()
    {
        var item = new ZipItem("a.txt") { Content = Text, Data = [0xFF, .. new byte[100]], Extra = ZipBytes.Of(("a.exe", "short"u8.ToArray())), IsListed = false };
        return new ZipBytes().Add(item).Finish()[..^22];
    }

    private static (byte[] Front, byte[] End) Split(byte[] zip) => (zip[..^22], zip[^22..]);

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);

        return bytes.ToArray();
    }

    private static byte[] Tar(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.bin") { DataStream = new MemoryStream(content) });

        return bytes.ToArray();
    }

    private static void AssertRefused(string reason, Rejection? rejection)
    {
        Assert.Equal(RejectionCode.ArchiveRefused, rejection?.Code);
        Assert.Contains(reason, rejection!.Detail, StringComparison.Ordinal);
    }
}
