using System.Globalization;
using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Downloading;

/// <summary>Conditional requests (RFC 9110, section 13).</summary>
/// <remarks>In a condition, <c>{etag}</c> stands for the file's own tag, <c>{then}</c> for its time, <c>{before}</c> and <c>{after}</c> for an hour around it.</remarks>
public abstract class PreconditionTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    // One at a time.
    [InlineData(200, "If-Match: {etag}")]
    [InlineData(200, "If-Match: *")]
    [InlineData(200, "If-Match: \"x\", {etag}")]
    [InlineData(412, "If-Match: \"x\"")]
    [InlineData(412, "If-Match: W/{etag}")] // Strong comparison: a weak tag never matches.
    [InlineData(304, "If-None-Match: {etag}")]
    [InlineData(304, "If-None-Match: *")]
    [InlineData(304, "If-None-Match: W/{etag}")] // Weak comparison.
    [InlineData(304, "If-None-Match: \"x\", {etag}, \"y\"")]
    [InlineData(200, "If-None-Match: \"x\"")]
    [InlineData(304, "If-Modified-Since: {then}")]
    [InlineData(304, "If-Modified-Since: {after}")]
    [InlineData(200, "If-Modified-Since: {before}")]
    [InlineData(200, "If-Modified-Since: yesterday")]
    [InlineData(200, "If-Unmodified-Since: {then}")]
    [InlineData(200, "If-Unmodified-Since: {after}")]
    [InlineData(412, "If-Unmodified-Since: {before}")]
    [InlineData(200, "If-Unmodified-Since: yesterday")]
    // The order of section 13.2.2.
    [InlineData(200, "If-Match: {etag}", "If-Unmodified-Since: {before}")] // If-Match makes If-Unmodified-Since void.
    [InlineData(412, "If-Match: \"x\"", "If-Unmodified-Since: {after}")]
    [InlineData(412, "If-Match: \"x\"", "If-None-Match: {etag}")]
    [InlineData(304, "If-Match: {etag}", "If-None-Match: {etag}")]
    [InlineData(200, "If-Match: {etag}", "If-None-Match: \"x\"")]
    [InlineData(200, "If-None-Match: \"x\"", "If-Modified-Since: {after}")] // If-None-Match makes If-Modified-Since void.
    [InlineData(304, "If-None-Match: {etag}", "If-Modified-Since: {before}")]
    [InlineData(412, "If-Unmodified-Since: {before}", "If-None-Match: {etag}")]
    [InlineData(304, "If-Unmodified-Since: {after}", "If-Modified-Since: {after}")]
    // With ranges.
    [InlineData(206, "Range: bytes=0-9", "If-Range: {etag}")]
    [InlineData(200, "Range: bytes=0-9", "If-Range: \"x\"")]
    [InlineData(200, "Range: bytes=0-9", "If-Range: W/{etag}")]
    [InlineData(200, "Range: bytes=0-9", "If-Range: {before}")]
    [InlineData(200, "Range: bytes=0-9", "If-Range: {after}")] // A date must match exactly.
    [InlineData(200, "Range: bytes=0-9", "If-Range: nonsense")]
    [InlineData(200, "If-Range: {etag}")] // Without a range it says nothing.
    [InlineData(200, "Range: bytes=5000-", "If-Range: \"x\"")]
    [InlineData(416, "Range: bytes=5000-", "If-Range: {etag}")]
    [InlineData(304, "Range: bytes=0-9", "If-None-Match: {etag}")]
    [InlineData(304, "Range: bytes=5000-", "If-None-Match: {etag}")]
    [InlineData(206, "Range: bytes=0-9", "If-Match: {etag}")]
    [InlineData(412, "Range: bytes=0-9", "If-Match: \"x\"")]
    [InlineData(412, "Range: bytes=5000-", "If-Match: \"x\"")]
    [InlineData(206, "Range: bytes=0-9", "If-Unmodified-Since: {then}")]
    [InlineData(206, "Range: bytes=0-9", "If-Modified-Since: {before}")]
    public async Task Conditions_decide(int status, params string[] conditions)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Counted(1_000));
        var headers = await FillAsync(uploaded, conditions);

        var answer = (await Mail.DownloadAsync(uploaded.Id, "", headers)).ShouldBe((HttpStatusCode)status);

        if (status is 200 or 206)
            Assert.Equal(status == 200 ? 1_000 : 10, answer.Body.Length);
    }

    [Theory]
    [InlineData(304, "If-None-Match: {etag}")]
    [InlineData(412, "If-Match: \"x\"")]
    [InlineData(304, "If-Modified-Since: {then}")]
    [InlineData(412, "If-Unmodified-Since: {before}")]
    [InlineData(200, "If-Match: {etag}")]
    public async Task Conditions_decide_for_head_too(int status, params string[] conditions)
    {
        var uploaded = await Mail.AttachAsync();
        var headers = await FillAsync(uploaded, conditions);

        Assert.Empty((await Mail.HeadAsync(uploaded.Id, headers)).ShouldBe((HttpStatusCode)status).Body);
    }

    [Fact]
    public async Task Reader_whose_right_is_gone_gets_no_304_for_the_right_tag()
    {
        var uploaded = await Mail.AttachAsync();
        var etag = (await Admin.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Header("ETag")!;
        (await Admin.DownloadAsync(uploaded.Id, "", ("If-None-Match", etag))).ShouldBe(HttpStatusCode.NotModified);

        // The same person, an admin no more.
        var former = Host.As(Admin.Caller with { Role = "user" });
        var revoked = await former.DownloadAsync(uploaded.Id, "", ("If-None-Match", etag));
        var absent = await former.DownloadAsync(Guid.CreateVersion7().ToString(), "", ("If-None-Match", etag));
        await Mail.DeleteAttachmentAsync(uploaded.Id);
        var deleted = await Admin.DownloadAsync(uploaded.Id, "", ("If-None-Match", etag));

        Assert.Equal(absent.Transcript(), revoked.ShouldBe(HttpStatusCode.NotFound).Transcript());
        Assert.Equal(absent.Transcript(), deleted.ShouldBe(HttpStatusCode.NotFound).Transcript());
    }

    [Fact]
    public async Task Not_modified_bears_the_validators_and_no_body()
    {
        var uploaded = await Mail.AttachAsync();
        var whole = await Mail.DownloadAsync(uploaded.Id);

        var answer = (await Mail.DownloadAsync(uploaded.Id, "", ("If-None-Match", whole.Header("ETag")!))).ShouldBe(HttpStatusCode.NotModified);

        Assert.Empty(answer.Body);
        Assert.Equal(whole.Header("ETag"), answer.Header("ETag"));
        Assert.Equal(whole.Header("Cache-Control"), answer.Header("Cache-Control"));
    }

    private async Task<(string, string)[]> FillAsync(AttachmentView uploaded, string[] conditions)
    {
        var whole = await Mail.DownloadAsync(uploaded.Id);
        var then = DateTimeOffset.ParseExact(whole.Header("Last-Modified")!, "r", CultureInfo.InvariantCulture);
        return
        [
            .. conditions.Select(condition => condition
                .Replace("{etag}", whole.Header("ETag"), StringComparison.Ordinal)
                .Replace("{then}", then.ToString("r", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{before}", then.AddHours(-1).ToString("r", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{after}", then.AddHours(1).ToString("r", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Split(": ", 2))
                .Select(parts => (parts[0], parts[1])),
        ];
    }
}
