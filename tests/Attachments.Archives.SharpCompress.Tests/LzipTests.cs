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
}
