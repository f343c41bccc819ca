using Attachments.Content.Archives;
using Xunit;

namespace Attachments.Archives.SharpCompress;

public sealed class ZstandardTests
{
    private static readonly byte[] Skippable = [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4];

    [Theory]
    [InlineData("plain.zst")]
    [InlineData("window.zst")]
    public async Task Sound_file_is_accepted(string sample)
    {
        Assert.Null(await new Inspecting("a.zst") { IsStrict = true }.RunAsync(Sample.Read(sample)));
        Assert.Null(await new Inspecting("a.zst") { IsStrict = true, BlockLength = 7 }.RunAsync(Sample.Read(sample)));
    }

    [Fact]
    public async Task Skippable_frames_are_passed()
    {
        Assert.Null(await new Inspecting("a.zst") { IsStrict = true }.RunAsync([.. Skippable, .. Sample.Read("text.zst"), .. Skippable]));
        await new Inspecting("a.zst").AssertRefusedAsync("program", [.. Skippable, .. Sample.Read("program.zst")]);
    }

    [Fact]
    public async Task Dictionary_that_is_elsewhere_counts_as_unreadable()
    {
        Assert.Null(await new Inspecting("a.zst").RunAsync(Sample.Read("dictionary.zst")));
        await new Inspecting("a.zst") { Limits = static limits => limits.Unreadable = UnreadableArchives.Refuse }.AssertRefusedAsync("cannot be looked into", Sample.Read("dictionary.zst"));
    }

    [Fact]
    public Task Wrong_checksum_is_refused()
    {
        var bytes = Sample.Read("text.zst");
        bytes[^1] ^= 1;

        return new Inspecting("a.zst").AssertRefusedAsync("damaged", bytes);
    }
}
