using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Downloading;

/// <summary>The headers of a download.</summary>
public abstract class DownloadHeaderTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("Accept-Ranges", "bytes")]
    [InlineData("Cache-Control", "no-cache, no-store, must-revalidate")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("Cross-Origin-Resource-Policy", "same-origin")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Content-Length", "18")]
    public async Task Download_bears_the_header(string name, string value)
    {
        var uploaded = await Mail.AttachAsync();

        Assert.Equal(value, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Header(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?inline=true")]
    public async Task Policy_lets_nothing_run(string query)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Files.Html, "page.html", "text/html");

        var policy = (await Mail.DownloadAsync(uploaded.Id, query)).ShouldBe(HttpStatusCode.OK).Header("Content-Security-Policy")!.Split(';', StringSplitOptions.TrimEntries);

        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("sandbox", policy);
        Assert.DoesNotContain(policy, directive => directive.Contains("script", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Etag_is_strong_and_of_the_bytes()
    {
        var (message, other) = (await Mail.DraftAsync(), await Mail.DraftAsync());
        var first = await Mail.AttachAsync(message, "same", "a.txt");
        var second = await Mail.AttachAsync(other, "same", "b.txt");
        var third = await Mail.AttachAsync(other, "different", "c.txt");

        async Task<string> EtagOf(AttachmentView item) => (await Mail.DownloadAsync(item.Id)).Header("ETag")!;

        var etag = await EtagOf(first);
        Assert.Matches("^\"[^\"]+\"$", etag);
        Assert.Equal(etag, await EtagOf(second));
        Assert.NotEqual(etag, await EtagOf(third));
    }

    [Fact]
    public async Task Repr_digest_is_the_sha_256_of_the_bytes()
    {
        var bytes = Bytes.Fresh();
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        var digest = (await Mail.DownloadAsync(uploaded.Id)).Header("Repr-Digest");

        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:", digest);
    }

    [Fact]
    public async Task Last_modified_is_when_the_attachment_was_uploaded()
    {
        var uploaded = await Mail.AttachAsync();

        var value = (await Mail.DownloadAsync(uploaded.Id)).Header("Last-Modified")!;

        var modified = DateTimeOffset.ParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.Equal(uploaded.UploadedAt / 1000, modified.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Head_answers_as_get_without_a_body()
    {
        var uploaded = await Mail.AttachAsync();

        var get = await Mail.DownloadAsync(uploaded.Id);
        var head = await Mail.HeadAsync(uploaded.Id);

        Assert.Empty(head.Body);
        Assert.Equal((get with { Body = [] }).Transcript(), head.Transcript());
    }

    [Fact]
    public async Task Head_sends_no_body_on_the_wire()
    {
        var uploaded = await Mail.AttachAsync();
        await using var connection = await RawConnection.OpenAsync(Host.Address);

        // Bytes of a body would be taken for the beginning of the second answer.
        for (var i = 0; i < 2; i++)
        {
            await connection.WriteAsync($"HEAD /api/v1/attachments/{uploaded.Id}/download HTTP/1.1\r\nHost: test\r\n{User}\r\n");
            Assert.Equal("18", (await connection.ReadAsync(isHead: true)).ShouldBe(HttpStatusCode.OK).Header("Content-Length"));
        }
    }

    [Fact]
    public async Task Head_of_a_missing_attachment_is_404() => Assert.Empty((await Mail.HeadAsync(Guid.NewGuid().ToString())).ShouldBe(HttpStatusCode.NotFound).Body);

    [Fact]
    public async Task Download_of_every_length_around_the_buffers_is_whole()
    {
        var message = await Mail.DraftAsync();
        foreach (var length in new[] { 1, 4_095, 4_096, 65_535, 65_536, 65_537, 131_072, 131_073, 1_048_577 })
        {
            var bytes = Bytes.Counted(length);
            var uploaded = await Mail.AttachAsync(message, bytes);

            Assert.Equal(bytes, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        }
    }

    [Fact]
    public async Task Download_is_not_compressed()
    {
        var uploaded = await Mail.AttachAsync();

        var answer = (await Mail.DownloadAsync(uploaded.Id, "", ("Accept-Encoding", "gzip, br, deflate"))).ShouldBe(HttpStatusCode.OK);

        Assert.Null(answer.Header("Content-Encoding"));
        Assert.Equal("Hello, attachment.", answer.Text);
    }
}
