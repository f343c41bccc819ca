using Attachments.AspNetCore.Download;

namespace Attachments.AspNetCore.Tests.Download;

public sealed class ContentSecurityPolicyTests
{
    [Theory]
    [InlineData("image/png", true, "default-src 'none'; style-src 'unsafe-inline'; sandbox")]
    [InlineData("audio/wav", true, "default-src 'none'; media-src 'self'; sandbox allow-same-origin")]
    [InlineData("video/mp4", true, "default-src 'none'; media-src 'self'; sandbox allow-same-origin")]
    [InlineData("application/pdf", true, "default-src 'none'; sandbox")]
    [InlineData("text/plain", true, "default-src 'none'; sandbox")]
    [InlineData("image/png", false, "default-src 'none'; sandbox")]
    [InlineData("video/mp4", false, "default-src 'none'; sandbox")]
    public void For_opens_no_more_than_the_viewer_needs(string contentType, bool inline, string expected)
    {
        Assert.Equal(expected, ContentSecurityPolicy.For(contentType, inline));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("video/mp4")]
    [InlineData("application/pdf")]
    public void For_never_lets_scripts_run(string contentType)
    {
        var policy = ContentSecurityPolicy.For(contentType, inline: true);

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
    }
}
