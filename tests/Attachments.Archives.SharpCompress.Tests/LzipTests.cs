using Xunit;

namespace Attachments.Archives.SharpCompress;

public sealed class LzipTests
{
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

    // 6 bytes of the header, and the range coder's first, which is zero.
    [Fact]
    public Task Data_that_begins_with_a_repetition_is_refused()
    {
        var bytes = Sample.Read("text.lz");
        bytes.AsSpan(6 + 1, 4).Fill(0xFE);

        return new Inspecting("a.lz").AssertRefusedAsync("damaged", bytes);
    }
}
