using Attachments.AspNetCore.Download;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Tests.Download;

public sealed class InlineTypesTests
{
    [Theory]
    [InlineData("image/png", true)]
    [InlineData("IMAGE/PNG", true)]
    [InlineData("application/pdf", true)]
    [InlineData("text/plain", true)]
    [InlineData("audio/mpeg", true)]
    [InlineData("video/mp4", true)]
    [InlineData("text/csv", false)]
    [InlineData("application/octet-stream", false)]
    [InlineData("text/html", false)]
    [InlineData("image/svg+xml", false)]
    public void Allows_what_a_browser_shows_without_running_it(string contentType, bool allowed)
    {
        Assert.Equal(allowed, Types(null).Allows(contentType));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("TEXT/HTML")]
    [InlineData("application/xhtml+xml")]
    [InlineData("image/svg+xml")]
    [InlineData("text/xml")]
    [InlineData("application/xml")]
    [InlineData("application/atom+xml")]
    [InlineData("application/vnd.Custom+XML")]
    [InlineData("text/javascript")]
    [InlineData("multipart/x-mixed-replace")]
    public void Allows_nothing_that_runs_whatever_is_configured(string contentType)
    {
        Assert.False(Types([contentType, "text/*", "image/*", "application/*", "multipart/*"]).Allows(contentType));
    }

    [Fact]
    public void Allows_only_what_is_configured()
    {
        Assert.True(Types(["text/csv"]).Allows("text/csv"));
        Assert.False(Types(["text/csv"]).Allows("image/png"));
        Assert.False(Types([]).Allows("image/png"));
    }

    private static InlineTypes Types(string[]? configured) => new(Options.Create(new AttachmentsHttpOptions { InlineContentTypes = configured }));
}
