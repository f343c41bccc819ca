using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Network;

/// <summary>The same limits over HTTP/2.</summary>
/// <remarks>The web server's part is the same wherever rows and bytes are.</remarks>
public sealed class Http2Tests(SqliteHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task File_of_exactly_the_limit_passes_and_one_byte_more_is_413()
    {
        var host = await ShareAsync();
        using var http = Connect(host);
        var message = await DraftAsync(http);

        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(http, message, Form.Of(Bytes.Counted(100_000)).ToContent())).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await UploadAsync(http, message, Form.Of(Bytes.Counted(100_001)).ToContent())).StatusCode);
        var form = Form.Of(Bytes.Counted(5_000_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await UploadAsync(http, message, Form.Chunked(form.ToArray(), form.ContentType))).StatusCode);

        Assert.Single(await host.BlobsAsync());
        Assert.Equal(1, await host.CountRowsAsync("attachments", User.Tenant));
        await http.SendAsync(Request(HttpMethod.Delete, $"/api/accounts/acc123/messages/{message}"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Hundred_uploads_on_one_connection_are_each_answered()
    {
        var host = await ShareAsync();
        using var http = Connect(host);
        var message = await DraftAsync(http);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => UploadAsync(http, message, Form.Of(Bytes.Fresh(), i % 2 == 0 ? "a.txt" : "a.exe").ToContent())));

        Assert.Equal(20, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.BadRequest }));
        await http.SendAsync(Request(HttpMethod.Delete, $"/api/accounts/acc123/messages/{message}"), TestContext.Current.CancellationToken);
    }

    private Task<RunningHost> ShareAsync() => Kind.ShareAsync(("Kestrel__EndpointDefaults__Protocols", "Http2"), ("MAX_ATTACHMENT_SIZE", "100000"));

    // One connection, as a browser has one.
    private static HttpClient Connect(RunningHost host) => new(new SocketsHttpHandler { EnableMultipleHttp2Connections = false }) { BaseAddress = host.Address };

    private async Task<string> DraftAsync(HttpClient http)
    {
        using var request = Request(HttpMethod.Post, "/api/accounts/acc123/messages");
        request.Content = new StringContent("""{"to":"a@example.com","subject":"Hello"}""");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (await Answer.ReadAsync(response)).ShouldBe(HttpStatusCode.Created).Json.GetProperty("messageId").GetString()!;
    }

    private async Task<HttpResponseMessage> UploadAsync(HttpClient http, string message, HttpContent content)
    {
        using var request = Request(HttpMethod.Post, MailClient.AttachmentsOf(message));
        request.Content = content;
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        User.Sign(request.Headers);
        return request;
    }
}
