using Xunit;

namespace Attachments;

public sealed class AttachmentIdTests
{
    [Theory]
    [InlineData("018f2b6e-0000-7000-8000-000000000001")]
    [InlineData("018F2B6E-0000-7000-8000-00000000000A")]
    public void TryParse_takes_the_36_character_form_in_either_case(string text)
    {
        Assert.True(AttachmentId.TryParse(text, out var id));
        Assert.Equal(text.ToLowerInvariant(), id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("018f2b6e000070008000000000000001")]
    [InlineData("{018f2b6e-0000-7000-8000-000000000001}")]
    [InlineData(" 018f2b6e-0000-7000-8000-000000000001")]
    [InlineData("+18f2b6e-0000-7000-8000-000000000001")]
    [InlineData("0x8f2b6e-0000-7000-8000-000000000001")]
    [InlineData("018f2b6e-0000-7000-8000-00000000000g")]
    public void TryParse_takes_no_other_form(string? text) => Assert.False(AttachmentId.TryParse(text, out _));
}
