using Xunit;

namespace Attachments.Archives.SharpCompress;

public sealed class LzipTests
{
    private const string OneByte = "4C5A495001180030C1FBFFFFFFE000000043BEB7E801000000000000002500000000000000";

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public Task Trailer_that_contradicts_the_member_is_refused(int fromEnd)
    {
        // The length of the member, and of what it expands to.
        var bytes = Sample.Read("text.lz");
        bytes[^fromEnd] ^= 1;

        return new Inspecting("a.lz").AssertRefusedAsync("damaged", bytes);
    }

    [Fact]
    public async Task Small_files_that_were_put_behind_each_other_are_read()
    {
        var bytes = Sample.Repeat(Sample.Read("text.lz"), 500);

        Assert.Null(await new Inspecting("a.lz") { IsStrict = true }.RunAsync(bytes));
    }

    // A member of one byte, with a dictionary of 16 MiB: 28,000 of them in 1 MiB took nearly two seconds.
    [Fact]
    public Task Members_without_number_are_refused() =>
        new Inspecting("a.lz").AssertRefusedAsync("too many streams", Sample.Repeat(Convert.FromHexString(OneByte), 28_000));
}
