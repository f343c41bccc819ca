using System.Globalization;
using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Downloading;

/// <summary>Parts of a file (RFC 9110, section 14), of 1,000 bytes where nothing else is said.</summary>
public abstract class RangeTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly byte[] Thousand = Bytes.Counted(1_000);

    [Theory]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=0-99", 0, 99)]
    [InlineData("bytes=100-199", 100, 199)]
    [InlineData("bytes=999-999", 999, 999)]
    [InlineData("bytes=0-999", 0, 999)]
    [InlineData("bytes=0-", 0, 999)]
    [InlineData("bytes=500-", 500, 999)]
    [InlineData("bytes=-1", 999, 999)]
    [InlineData("bytes=-500", 500, 999)]
    [InlineData("bytes=-1000", 0, 999)]
    [InlineData("bytes=-5000", 0, 999)]
    [InlineData("bytes=900-5000", 900, 999)]
    [InlineData("bytes=0-9223372036854775807", 0, 999)]
    [InlineData("bytes=-9223372036854775807", 0, 999)]
    [InlineData("BYTES=0-9", 0, 9)]
    public async Task Range_gets_its_part(string range, int first, int last)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);

        var answer = (await Mail.DownloadAsync(uploaded.Id, "", ("Range", range))).ShouldBe(HttpStatusCode.PartialContent);

        Assert.Equal(Thousand[first..(last + 1)], answer.Body);
        Assert.Equal($"bytes {first}-{last}/1000", answer.Header("Content-Range"));
        Assert.Equal((last - first + 1).ToString(CultureInfo.InvariantCulture), answer.Header("Content-Length"));
    }

    [Theory]
    [InlineData("bytes=1000-")]
    [InlineData("bytes=1000-1000")]
    [InlineData("bytes=9223372036854775807-")]
    [InlineData("bytes=-0")]
    public async Task Range_outside_of_the_file_is_416(string range)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);

        var answer = (await Mail.DownloadAsync(uploaded.Id, "", ("Range", range))).ShouldBeProblem(HttpStatusCode.RequestedRangeNotSatisfiable, "range_not_satisfiable");

        Assert.Equal("bytes */1000", answer.Header("Content-Range"));
    }

    [Theory]
    [InlineData("bytes=5-1")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes")]
    [InlineData("bytes=1")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=1-2-3")]
    [InlineData("items=0-9")]
    [InlineData("0-9")]
    [InlineData("bytes:0-9")]
    public async Task Invalid_range_is_ignored(string range)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);

        var answer = (await Mail.DownloadAsync(uploaded.Id, "", ("Range", range))).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(Thousand, answer.Body);
        Assert.Null(answer.Header("Content-Range"));
    }

    [Theory]
    [InlineData("bytes=0-99999999999999999999")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=-99999999999999999999")]
    [InlineData("bytes=18446744073709551616-18446744073709551617")]
    public async Task Range_beyond_all_integers_does_no_harm(string range)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);

        var answer = await Mail.DownloadAsync(uploaded.Id, "", ("Range", range));

        // Each number is either out of the file or not understood; wrapped around it must not be.
        Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.PartialContent, HttpStatusCode.RequestedRangeNotSatisfiable });
        if (answer.Status != HttpStatusCode.RequestedRangeNotSatisfiable)
            Assert.Equal(Thousand, answer.Body);
    }

    [Theory]
    [InlineData("bytes=0-9,20-29")]
    [InlineData("bytes=0-0, -1")]
    public async Task Several_ranges_get_the_whole_file_or_all_parts(string range)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);

        var answer = await Mail.DownloadAsync(uploaded.Id, "", ("Range", range));

        if (answer.Status == HttpStatusCode.OK)
            Assert.Equal(Thousand, answer.Body);
        else
            Assert.Equal("multipart/byteranges", answer.ShouldBe(HttpStatusCode.PartialContent).MediaType);
    }

    [Fact]
    public async Task Thousand_ranges_cost_nothing()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);
        var range = "bytes=" + string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"{i}-"));

        var answer = await Mail.DownloadAsync(uploaded.Id, "", ("Range", range));

        Assert.Equal(Thousand, answer.ShouldBe(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task Partial_answer_bears_the_headers_of_the_whole()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);
        var whole = await Mail.DownloadAsync(uploaded.Id);

        var part = await Mail.DownloadAsync(uploaded.Id, "", ("Range", "bytes=10-19"));

        foreach (var name in new[]
        {
            "ETag", "Last-Modified", "Repr-Digest", "Content-Type", "Content-Disposition", "Cache-Control", "Accept-Ranges", "X-Content-Type-Options", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy",
        })
            Assert.Equal(whole.Header(name), part.Header(name));
    }

    [Fact]
    public async Task Head_ignores_a_range()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Thousand);

        var answer = (await Mail.HeadAsync(uploaded.Id, ("Range", "bytes=0-9"))).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("1000", answer.Header("Content-Length"));
    }

    [Fact]
    public async Task Parts_put_together_are_the_file()
    {
        var bytes = Bytes.Counted(300_000);
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        var parts = new List<byte>();
        while (parts.Count < bytes.Length)
            parts.AddRange((await Mail.DownloadAsync(uploaded.Id, "", ("Range", $"bytes={parts.Count}-{parts.Count + 65_535}"))).ShouldBe(HttpStatusCode.PartialContent).Body);

        Assert.Equal(bytes, parts);
    }
}
