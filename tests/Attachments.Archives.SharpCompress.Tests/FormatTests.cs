using System.Formats.Tar;
using System.IO.Compression;
using Attachments.Content.Archives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Archives.SharpCompress;

/// <summary>What holds for every format alike.</summary>
public sealed class FormatTests
{
    public static TheoryData<string> Formats => [.. Sample.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Sound_file_is_accepted(string format) => Assert.Null(await new Inspecting($"report.txt.{format}") { IsStrict = true }.RunAsync(Sample.Read($"text.{format}")));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Sound_file_is_accepted_byte_by_byte(string format) =>
        Assert.Null(await new Inspecting($"report.txt.{format}") { IsStrict = true, BlockLength = 1 }.RunAsync(Sample.Read($"text.{format}")));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Program_is_refused_by_its_content(string format) => new Inspecting($"a.{format}").AssertRefusedAsync("program", Sample.Read($"program.{format}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Name_without_its_last_extension_is_held_to_the_rules(string format) => new Inspecting($"a.exe.{format}").AssertRefusedAsync(".exe", Sample.Read($"text.{format}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Tar_within_is_looked_into(string format) => new Inspecting($"a.tar.{format}").AssertRefusedAsync(".exe", Sample.Read($"nested.tar.{format}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task File_in_a_zip_is_looked_into(string format) => new Inspecting("a.zip").AssertRefusedAsync("program", Zip($"a.{format}", Sample.Read($"program.{format}")));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task File_in_a_tar_is_looked_into(string format) => new Inspecting("a.tar").AssertRefusedAsync(".exe", Tar($"a.tar.{format}", Sample.Read($"nested.tar.{format}")));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task File_in_a_zip_is_accepted(string format) => Assert.Null(await new Inspecting("a.zip") { IsStrict = true }.RunAsync(Zip($"a.txt.{format}", Sample.Read($"text.{format}"))));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Depth_counts_the_compression_as_a_level(string format) =>
        new Inspecting($"a.tar.{format}") { Limits = static limits => limits.MaxDepth = 1 }.AssertRefusedAsync("nested", Sample.Read($"nested.tar.{format}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Bomb_is_refused_for_its_ratio(string format) => new Inspecting($"zeros.{format}").AssertRefusedAsync("times its size", Sample.Read($"zeros.{format}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Expanded_size_is_limited(string format) =>
        new Inspecting($"a.{format}") { Limits = static limits => limits.MaxExpandedSize = 6000 }.AssertRefusedAsync("more than 6000 bytes", Sample.Read($"text.{format}"));

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Time_is_limited(string format) =>
        new Inspecting($"a.{format}") { Limits = static limits => limits.TimeLimit = TimeSpan.FromTicks(1) }.AssertRefusedAsync("too long", Sample.Read($"text.{format}"));

    // compress has no mark of its end.
    [Theory]
    [InlineData("bz2")]
    [InlineData("xz")]
    [InlineData("lz")]
    [InlineData("zst")]
    public async Task File_cut_off_anywhere_is_refused_only_where_verification_is_strict(string format)
    {
        var whole = Sample.Read($"text.{format}");

        for (var length = 20; length < whole.Length; length += 13)
        {
            Assert.Null(await new Inspecting($"a.{format}").RunAsync(whole[..length]));
            await new Inspecting($"a.{format}") { IsStrict = true }.AssertRefusedAsync("too early", whole[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public Task Damaged_file_is_refused(string format) => new Inspecting($"a.{format}").AssertRefusedAsync("damaged", Damaged(Sample.Read($"text.{format}")));

    [Theory]
    [InlineData("bz2", "damaged")]
    [InlineData("xz", "behind its end")]
    [InlineData("lz", "behind its end")]
    [InlineData("zst", "behind its end")]
    public Task Bytes_behind_the_end_are_refused(string format, string reason) => new Inspecting($"a.{format}").AssertRefusedAsync(reason, [.. Sample.Read($"text.{format}"), .. "something else"u8]);

    [Theory]
    [InlineData("bz2")]
    [InlineData("xz")]
    [InlineData("lz")]
    [InlineData("zst")]
    public async Task Files_one_behind_the_other_are_read_to_the_last(string format)
    {
        Assert.Null(await new Inspecting($"a.{format}") { IsStrict = true }.RunAsync([.. Sample.Read($"text.{format}"), .. Sample.Read($"text.{format}")]));
        await new Inspecting($"a.{format}").AssertRefusedAsync("times its size", [.. Sample.Read($"text.{format}"), .. Sample.Read($"zeros.{format}")]);
    }

    [Fact]
    public void Formats_are_added_once_where_the_call_is_repeated()
    {
        var services = new ServiceCollection();
        services.AddAttachmentsCore().AddSharpCompress().AddSharpCompress();

        var added = services.Where(static service => service.ServiceType == typeof(IArchiveFormat) && service.ImplementationType!.Namespace!.Contains("SharpCompress", StringComparison.Ordinal));

        Assert.Equal(5, added.Count());
    }

    // Behind the header of every format.
    private static byte[] Damaged(byte[] bytes)
    {
        bytes.AsSpan(bytes.Length / 3, 40).Fill(0xFF);
        return bytes;
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Tar(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

        return bytes.ToArray();
    }
}
