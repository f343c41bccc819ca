using Attachments.Content.Archives;
using Xunit;

namespace Attachments.Archives.SharpCompress;

public sealed class XzTests
{
    [Theory]
    [InlineData("blocks.xz")]
    [InlineData("check-none.xz")]
    [InlineData("check-crc32.xz")]
    [InlineData("check-sha256.xz")]
    public async Task Sound_file_is_accepted(string sample)
    {
        Assert.Null(await new Inspecting("a.xz") { IsStrict = true }.RunAsync(Sample.Read(sample)));
        Assert.Null(await new Inspecting("a.xz") { IsStrict = true, BlockLength = 7 }.RunAsync(Sample.Read(sample)));
    }

    [Fact]
    public async Task Padding_between_and_behind_streams_is_accepted() =>
        Assert.Null(await new Inspecting("a.xz") { IsStrict = true }.RunAsync([.. Sample.Read("text.xz"), 0, 0, 0, 0, .. Sample.Read("text.xz"), 0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public async Task Filters_that_cannot_be_undone_count_as_unreadable()
    {
        Assert.Null(await new Inspecting("a.xz").RunAsync(Sample.Read("filtered.xz")));
        await new Inspecting("a.xz") { Limits = static limits => limits.Unreadable = UnreadableArchives.Refuse }.AssertRefusedAsync("cannot be looked into", Sample.Read("filtered.xz"));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(3)]
    [InlineData(1)]
    public Task Footer_that_contradicts_the_stream_is_refused(int fromEnd)
    {
        // The length of the index, the flags, the signature.
        var bytes = Sample.Read("text.xz");
        bytes[^fromEnd] ^= 1;

        return new Inspecting("a.xz").AssertRefusedAsync("damaged", bytes);
    }

    [Fact]
    public Task Index_that_claims_other_blocks_is_refused()
    {
        var bytes = Sample.Read("text.xz");
        var index = bytes.Length - 12 - BitConverter.ToInt32(bytes, bytes.Length - 8) * 4 - 4;
        bytes[index + 1]++;

        return new Inspecting("a.xz").AssertRefusedAsync("damaged", bytes);
    }
}
