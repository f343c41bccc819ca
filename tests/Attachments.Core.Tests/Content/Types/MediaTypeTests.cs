using CsCheck;
using Xunit;

namespace Attachments.Content.Types;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData("Text/PLAIN; charset=UTF-8", "text/plain")]
    [InlineData(" text/html\t;x=\"a;b\"", "text/html")]
    [InlineData("image/jpg", "image/jpeg")]
    [InlineData("IMAGE/PJPEG", "image/jpeg")]
    [InlineData("audio/x-wav", "audio/wav")]
    [InlineData("audio/wave", "audio/wav")]
    [InlineData("audio/mp3", "audio/mpeg")]
    [InlineData("application/x-zip-compressed", "application/zip")]
    [InlineData("application/x-pdf", "application/pdf")]
    [InlineData("image/x-ms-bmp", "image/bmp")]
    [InlineData("text/xml", "application/xml")]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public void TryNormalize_gives_a_type_its_one_name(string text, string expected)
    {
        Assert.True(MediaType.TryNormalize(text, out var contentType));
        Assert.Equal(expected, contentType);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("/")]
    [InlineData("text/")]
    [InlineData("/plain")]
    [InlineData("text/plain/more")]
    [InlineData("text/pl ain")]
    [InlineData("text/plain, text/html")]
    [InlineData("text/plain\r\nX: y")]
    [InlineData("image/*")]
    [InlineData("*/*")]
    [InlineData("téxt/plain")]
    [InlineData(";text/plain")]
    public void TryNormalize_refuses_what_is_no_type(string? text) => Assert.False(MediaType.TryNormalize(text, out _));

    [Fact]
    public void TryNormalize_refuses_a_part_of_more_than_127_characters()
    {
        Assert.True(MediaType.TryNormalize("application/" + new string('a', 127), out _));
        Assert.False(MediaType.TryNormalize("application/" + new string('a', 128), out _));
    }

    [Fact]
    public void TryNormalize_is_idempotent_and_fits_a_header() =>
        Gen.String[Gen.Char[' ', '~'], 0, 30].Sample(text =>
            !MediaType.TryNormalize("application/" + text, out var once)
            || (MediaType.TryNormalize(once, out var twice) && once == twice && once.All(letter => letter is > ' ' and <= '~' and not ';')));

    [Fact]
    public void Defaults_are_spelled_as_types_are_compared() =>
        Assert.All(ContentTypeDefaults.Allowed, type =>
        {
            Assert.True(MediaType.TryNormalize(type, out var normalized));
            Assert.Equal(type, normalized);
        });

    [Fact]
    public void Defaults_hold_no_extension_twice_and_none_of_an_allowed_type()
    {
        Assert.Equal(ContentTypeDefaults.RefusedExtensions.Distinct().Count(), ContentTypeDefaults.RefusedExtensions.Count);
        Assert.DoesNotContain(ContentTypeDefaults.RefusedExtensions, extension =>
            ContentTypeByExtension.TypeOf(extension) is { } type && ContentTypeDefaults.Allowed.Contains(type));
    }

    [Fact]
    public void Every_allowed_type_has_an_extension_that_leads_back_to_it() =>
        Assert.All(ContentTypeDefaults.Allowed, type => Assert.Equal(type, ContentTypeByExtension.TypeOf(ContentTypeByExtension.ExtensionOf(type)!)));

    [Theory]
    [InlineData("exe")]
    [InlineData("bat")]
    [InlineData("cmd")]
    [InlineData("com")]
    [InlineData("sh")]
    [InlineData("js")]
    [InlineData("vbs")]
    [InlineData("jar")]
    [InlineData("msi")]
    [InlineData("ps1")]
    [InlineData("scr")]
    [InlineData("hta")]
    [InlineData("lnk")]
    [InlineData("pif")]
    [InlineData("docm")]
    [InlineData("apk")]
    public void Defaults_refuse_an_extension(string extension) => Assert.Contains(extension, ContentTypeDefaults.RefusedExtensions);
}
