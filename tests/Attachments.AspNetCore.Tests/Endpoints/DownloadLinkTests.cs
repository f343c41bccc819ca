using System.Net;
using Attachments.AspNetCore.Tests.Hosting;

namespace Attachments.AspNetCore.Tests.Endpoints;

/// <summary>Downloads from a store that clients may read from directly.</summary>
public sealed class DownloadLinkTests
{
    private static readonly byte[] Bytes = "0123456789"u8.ToArray();

    private static readonly Uri Link = new("https://bucket.example.org/key?X-Amz-Signature=s%2Fs");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_is_redirected_to_the_store_without_opening_it()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes);

        using var response = await SendAsync(host, attachment);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(Link.AbsoluteUri, response.Headers.Location?.AbsoluteUri);
        Assert.Equal(0, host.Service.StoreOpened);
    }

    [Fact]
    public async Task The_redirects_address_is_kept_from_caches_and_from_other_sites()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes);

        using var response = await SendAsync(host, attachment);

        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task The_store_is_told_the_type_and_the_name()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes, "näme.pdf", "application/pdf");

        using var response = await SendAsync(host, attachment);

        Assert.Equal("application/pdf", host.Service.LinkMade?.ContentType);
        Assert.Equal("attachment; filename=\"n_me.pdf\"; filename*=UTF-8''n%C3%A4me.pdf", host.Service.LinkMade?.ContentDisposition);
    }

    [Theory]
    [InlineData("HEAD", "", "", "", 200)]
    [InlineData("GET", "?inline=true", "", "", 200)]
    [InlineData("GET", "", "If-Range", "\"other\"", 200)]
    [InlineData("GET", "", "If-Match", "*", 200)]
    [InlineData("GET", "", "If-Modified-Since", "Fri, 23 Jan 2026 10:30:15 GMT", 200)]
    [InlineData("GET", "", "If-Unmodified-Since", "Fri, 31 Dec 2100 00:00:00 GMT", 200)]
    [InlineData("GET", "", "Range", "bytes=10-", 416)]
    [InlineData("GET", "", "If-None-Match", "*", 304)]
    [InlineData("GET", "", "If-Match", "\"other\"", 412)]
    public async Task What_the_store_could_not_answer_rightly_is_answered_here(string method, string query, string header, string value, int status)
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes, "a.txt", "text/plain");

        using var response = await SendAsync(host, attachment, method, query, header, value);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Null(host.Service.LinkMade);
    }

    [Fact]
    public async Task Part_is_redirected_too_because_clients_repeat_the_range()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes);

        using var response = await SendAsync(host, attachment, header: "Range", value: "bytes=2-4");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
    }

    [Fact]
    public async Task No_link_is_made_before_the_verdict_is_in()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.DownloadRefusal = Rejection.ScanPending;

        using var response = await SendAsync(host, attachment);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Null(host.Service.LinkMade);
    }

    [Fact]
    public async Task No_link_is_made_to_another_owners_attachment()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes, user: "u2");

        using var response = await SendAsync(host, attachment);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(host.Service.LinkMade);
    }

    [Fact]
    public async Task Bytes_that_are_missing_are_404_rather_than_a_link_to_nothing()
    {
        await using var host = await StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.BytesAreMissing = true;

        using var response = await SendAsync(host, attachment);

        await response.ProblemAsync(HttpStatusCode.NotFound, "content_missing");
    }

    private static async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync();
        host.Service.Link = Link;
        return host;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestHost host, Attachment attachment, string method = "GET", string query = "", string header = "", string value = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/attachments/{attachment.Id}/download{query}");
        if (header.Length > 0)
            request.Headers.TryAddWithoutValidation(header, value);

        return await host.Client.SendAsync(request, Token);
    }
}
