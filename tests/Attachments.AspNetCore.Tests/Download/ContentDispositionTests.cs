using System.Net.Http.Headers;
using Attachments.AspNetCore.Download;
using CsCheck;

namespace Attachments.AspNetCore.Tests.Download;

public sealed class ContentDispositionTests
{
    [Theory]
    [InlineData("document.pdf", "attachment; filename=\"document.pdf\"")]
    [InlineData("my file (1).pdf", "attachment; filename=\"my file (1).pdf\"")]
    [InlineData("naïve.txt", "attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt")]
    [InlineData("日本.txt", "attachment; filename=\"__.txt\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt")]
    [InlineData("😀.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%F0%9F%98%80.txt")]
    [InlineData("a\"b\\c.txt", "attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%5Cc.txt")]
    [InlineData("100%25.txt", "attachment; filename=\"100_25.txt\"; filename*=UTF-8''100%2525.txt")]
    [InlineData("a\r\nX: y.txt", "attachment; filename=\"a__X: y.txt\"; filename*=UTF-8''a%0D%0AX%3A%20y.txt")]
    public void Format_gives_an_ascii_name_and_the_true_one_where_it_differs(string fileName, string expected)
    {
        Assert.Equal(expected, ContentDisposition.Format(fileName, inline: false));
    }

    [Fact]
    public void Format_says_inline_when_it_is_shown()
    {
        Assert.Equal("inline; filename=\"a.png\"", ContentDisposition.Format("a.png", inline: true));
    }

    [Fact]
    public void Format_gives_any_name_back_to_a_client_that_reads_rfc_8187()
    {
        Gen.String.Where(static name => name.Length > 0 && !name.Any(char.IsSurrogate)).Sample(static name =>
        {
            var header = ContentDisposition.Format(name, inline: false);
            var parsed = ContentDispositionHeaderValue.Parse(header);

            return header.All(static c => c is >= ' ' and <= '~') && (parsed.FileNameStar ?? parsed.FileName?.Trim('"')) == name;
        });
    }
}
