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

    // Each asks for a decoder of its own. With 0x2C for properties, which the format does not allow, that is 12.6 MB, and 24 KiB of xz took ten seconds.
    [Theory]
    [InlineData("E00000000500000000000000", "too many streams", 40_000)]
    [InlineData("E0000000052C000000000000", "damaged", 1)]
    public Task Chunks_without_number_are_refused(string chunk, string reason, int times) =>
        new Inspecting("a.xz").AssertRefusedAsync(reason, [.. Block(), .. Sample.Repeat(Convert.FromHexString(chunk), times)]);

    // A stream's and a block's header, with a dictionary of 4 KiB.
    private static byte[] Block() => [.. Convert.FromHexString("FD377A585A000001"), .. Checksum([0, 1]), .. Convert.FromHexString("0200210100000000"), .. Checksum([2, 0, 0x21, 1, 0, 0, 0, 0])];

    private static byte[] Checksum(byte[] bytes) => BitConverter.GetBytes(Crc32(bytes));

    private static uint Crc32(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }

        return ~sum;
    }
}
