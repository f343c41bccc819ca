using System.Net;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Tests.Endpoints;

public sealed class DownloadTests
{
    private static readonly byte[] Bytes = "0123456789"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_gives_the_bytes_with_every_header()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes, "naïve.txt");

        using var response = await host.Client.GetAsync(Url(attachment), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Bytes, await response.Content.ReadAsByteArrayAsync(Token));
        AssertHeaders(response, new()
        {
            ["Content-Type"] = "text/plain",
            ["Content-Length"] = "10",
            ["Accept-Ranges"] = "bytes",
            ["ETag"] = "\"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882\"",
            ["Last-Modified"] = "Sat, 24 Jan 2026 10:30:15 GMT",
            ["Repr-Digest"] = "sha-256=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:",
            ["Content-Disposition"] = "attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt",
            ["Cache-Control"] = "no-cache, no-store, must-revalidate",
            ["X-Content-Type-Options"] = "nosniff",
            ["Cross-Origin-Resource-Policy"] = "same-origin",
            ["Referrer-Policy"] = "no-referrer",
            ["Content-Security-Policy"] = "default-src 'none'; sandbox",
        });
    }

    // ASP.NET Core's own middleware bounds requests where the host asks for it, and has the answer.
    [Fact]
    public async Task Download_that_takes_longer_than_the_host_allows_is_answered_by_the_host()
    {
        await using var host = await StartBoundedAsync(TimeSpan.FromSeconds(1));
        host.Service.CopyHangsAfter = 0;

        using var response = await host.Client.GetAsync(Url(host.Service.Add(Bytes)), Token);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.False(response.Headers.Contains("ETag"));
    }

    [Fact]
    public async Task Download_that_takes_longer_than_the_host_allows_breaks_off_behind_its_first_bytes()
    {
        await using var host = await StartBoundedAsync(TimeSpan.FromSeconds(10));
        host.Service.CopyHangsAfter = 5;

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Client.GetAsync(Url(host.Service.Add(Bytes)), Token));
    }

    private static Task<TestHost> StartBoundedAsync(TimeSpan bound) => TestHost.StartAsync(
        static builder => builder.Services.AddRequestTimeouts(),
        app =>
        {
            app.UseRequestTimeouts();
            app.MapAttachments("/api/v1").WithRequestTimeout(bound);
        });

    [Theory]
    [InlineData("?inline=true", "image/png", "inline")]
    [InlineData("?inline=TRUE", "image/png", "inline")]
    [InlineData("?inline=1", "image/png", "inline")]
    [InlineData("?inline=false", "image/png", "attachment")]
    [InlineData("?inline=0", "image/png", "attachment")]
    [InlineData("", "image/png", "attachment")]
    [InlineData("?inline=true", "text/html", "attachment")]
    [InlineData("?inline=true", "image/svg+xml", "attachment")]
    [InlineData("?inline=true&other=x", "application/pdf", "inline")]
    public async Task Download_shows_inline_only_what_cannot_run(string query, string contentType, string disposition)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes, "a.x", contentType);

        using var response = await host.Client.GetAsync(Url(attachment) + query, Token);

        Assert.Equal(disposition, response.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    [InlineData("worker")]
    [InlineData("sharedworker")]
    [InlineData("serviceworker")]
    [InlineData("audioworklet")]
    [InlineData("paintworklet")]
    [InlineData("xslt")]
    [InlineData("manifest")]
    public async Task Download_refuses_to_become_a_part_of_a_pages_program(string destination)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes, "a.txt", "text/javascript");
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(attachment)) { Headers = { { "Sec-Fetch-Dest", destination } } };

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.Forbidden, "not_code");
    }

    [Theory]
    [InlineData("document")]
    [InlineData("iframe")]
    [InlineData("image")]
    [InlineData("object")]
    [InlineData("embed")]
    [InlineData("video")]
    [InlineData("audio")]
    [InlineData("empty")]
    public async Task Download_gives_what_a_page_shows_or_reads(string destination)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(attachment)) { Headers = { { "Sec-Fetch-Dest", destination } } };

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("?inline=yes")]
    [InlineData("?inline=")]
    [InlineData("?inline=true&inline=true")]
    public async Task Download_refuses_what_is_neither_true_nor_false(string query)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);

        using var response = await host.Client.GetAsync(Url(attachment) + query, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_query");
    }

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=8-", "89", "bytes 8-9/10")]
    [InlineData("bytes=5-99999999999999999999", "56789", "bytes 5-9/10")]
    public async Task Download_gives_a_range(string range, string content, string contentRange)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, ("Range", range));

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(content, await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(content.Length, response.Content.Headers.ContentLength);
        Assert.True(response.Headers.Contains("Repr-Digest"));
        Assert.NotNull(response.Headers.ETag);
    }

    [Theory]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("lines=0-1")]
    [InlineData("bytes=4-2")]
    public async Task Download_gives_the_whole_when_the_range_does_not_count(string range)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, ("Range", range));

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Bytes, await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Download_is_416_without_opening_the_store_when_the_range_lies_outside()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, ("Range", "bytes=10-"));

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "range_not_satisfiable");
        Assert.Equal("bytes */10", response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(0, host.Service.StoreOpened);
    }

    [Theory]
    [InlineData("If-None-Match", "*")]
    [InlineData("If-None-Match", "W/\"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882\"")]
    [InlineData("If-Modified-Since", "Sat, 24 Jan 2026 10:30:15 GMT")]
    public async Task Download_is_304_without_opening_the_store_when_the_client_has_it(string header, string value)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, (header, value));

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.NotNull(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Null(response.Content.Headers.ContentType);
        Assert.Equal(0, host.Service.StoreOpened);
    }

    [Theory]
    [InlineData("If-Match", "\"other\"")]
    [InlineData("If-Unmodified-Since", "Sat, 24 Jan 2026 10:30:14 GMT")]
    public async Task Download_is_412_without_opening_the_store_when_a_condition_fails(string header, string value)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, (header, value));

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Equal(0, host.Service.StoreOpened);
    }

    [Fact]
    public async Task Download_gives_the_whole_when_if_range_names_another_representation()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, ("Range", "bytes=0-1"), ("If-Range", "\"other\""));

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Head_gives_the_same_headers_without_the_bytes()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var get = await host.Client.GetAsync(Url(attachment), Token);
        using var request = Request(attachment, ("Range", "bytes=0-1"));
        request.Method = HttpMethod.Head;

        using var head = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(Lines(get), Lines(head));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(2, host.Service.StoreOpened);
        Assert.Equal(2, host.Service.StoreClosed);
    }

    [Theory]
    [InlineData("If-None-Match", "*", 304)]
    [InlineData("If-Match", "\"other\"", 412)]
    public async Task Head_does_not_open_the_store_when_a_condition_decides(string header, string value, int status)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = Request(attachment, (header, value));
        request.Method = HttpMethod.Head;

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(0, host.Service.StoreOpened);
    }

    [Fact]
    public async Task Head_is_404_as_get_is_when_the_bytes_are_missing()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.BytesAreMissing = true;
        using var request = Request(attachment);
        request.Method = HttpMethod.Head;

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(response.Headers.ETag);
        Assert.Equal(1, host.Service.StoreOpened);
    }

    [Fact]
    public async Task Download_is_404_when_the_bytes_are_missing()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.BytesAreMissing = true;

        using var response = await host.Client.GetAsync(Url(attachment), Token);

        var problem = await response.ProblemAsync(HttpStatusCode.NotFound, "content_missing");
        Assert.Equal("Attachment file not found", (string?)problem["message"]);
        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task Download_is_409_with_retry_after_when_the_verdict_is_not_in()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.DownloadRefusal = Rejection.ScanPending;

        using var response = await host.Client.GetAsync(Url(attachment), Token);

        await response.ProblemAsync(HttpStatusCode.Conflict, "scan_pending");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Download_is_503_when_the_store_fails_before_the_first_byte()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.CopyFailsAfter = 0;

        using var response = await host.Client.GetAsync(Url(attachment), Token);

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.Null(response.Content.Headers.ContentDisposition);
        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task Download_ends_in_a_broken_connection_when_the_store_fails_amid_the_body()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(new byte[1_000_000]);
        host.Service.CopyFailsAfter = 500_000;

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetByteArrayAsync(Url(attachment), Token));
    }

    [Theory]
    [InlineData("t2", "u1", null)]
    [InlineData("t1", "u2", null)]
    [InlineData("t2", "u1", "admin")]
    public async Task Download_of_anothers_attachment_is_the_same_as_of_none(string tenant, string user, string? role)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var client = host.CreateClient(tenant, user, role);

        using var foreign = await client.GetAsync(Url(attachment), Token);
        using var absent = await client.GetAsync($"/api/v1/attachments/{Guid.CreateVersion7()}/download", Token);

        var problem = await foreign.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
        var other = await absent.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
        problem.Remove("traceId");
        other.Remove("traceId");
        Assert.Equal(other.Raw(), problem.Raw());
        Assert.Equal(Lines(absent), Lines(foreign));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("%7B01234567-89ab-cdef-0123-456789abcdef%7D")]
    public async Task Download_of_what_is_no_id_is_404(string id)
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync($"/api/v1/attachments/{id}/download", Token);

        await response.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
    }

    private static string Url(Attachment attachment) => $"/api/v1/attachments/{attachment.Id}/download";

    private static HttpRequestMessage Request(Attachment attachment, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Url(attachment));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return request;
    }

    private static void AssertHeaders(HttpResponseMessage response, Dictionary<string, string> expected)
    {
        var actual = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(static header => header.Key, static header => header.Value.ToString());

        foreach (var (name, value) in expected)
            Assert.Equal(value, actual[name]);
    }

    private static string[] Lines(HttpResponseMessage response) =>
    [
        .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(static header => header.Key is not "Date")
            .Select(static header => $"{header.Key}: {header.Value}")
            .Order(StringComparer.Ordinal),
    ];
}
