using System.Net;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Access;
using Attachments.Messages;

namespace Attachments.AspNetCore.Tests.Endpoints;

public sealed class ListTests
{
    private const string List = "/api/v1/messages/m1/attachments";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_gives_the_slice_and_the_total()
    {
        await using var host = await TestHost.StartAsync();
        var first = host.Service.Add("x"u8.ToArray(), "a\"<日本>'&+.txt");
        host.Service.Add("y"u8.ToArray());

        using var response = await host.Client.GetAsync(List + "?limit=1", Token);

        var json = await response.JsonAsync();
        Assert.Equal(["data", "pagination"], json.Select(static member => member.Key));
        var item = Assert.Single(json["data"]!.AsArray())!.AsObject();
        Assert.Equal(["id", "messageId", "filename", "mimeType", "size", "uploadedAt", "contentHash", "url"], item.Select(static member => member.Key));
        Assert.Equal(first.Id.ToString(), (string?)item["id"]);
        Assert.Equal(1_769_250_615_123, (long)item["uploadedAt"]!);
        Assert.Equal("{\"total\":2,\"offset\":0,\"limit\":1}", json["pagination"]!.AsObject().Raw());
        Assert.Contains("""a\"<日本>'&+.txt""", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_gives_an_empty_slice_when_there_is_none()
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync(List, Token);

        await response.JsonAsync();
        Assert.Equal("""{"data":[],"pagination":{"total":0,"offset":0,"limit":50}}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("", 0, 50)]
    [InlineData("?offset=5&limit=100", 5, 100)]
    [InlineData("?OFFSET=7&Limit=1", 7, 1)]
    [InlineData("?offset=007", 7, 50)]
    [InlineData("?offset=3000000000", 3_000_000_000, 50)]
    [InlineData("?offset=9223372036854775807", long.MaxValue, 50)]
    [InlineData("?other=x", 0, 50)]
    public async Task List_asks_for_the_slice_that_the_query_names(string query, long offset, int limit)
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync(List + query, Token);

        await response.JsonAsync();
        Assert.Equal((offset, limit), host.Service.LastPage);
    }

    [Theory]
    [InlineData("offset=-1")]
    [InlineData("offset=x")]
    [InlineData("offset=")]
    [InlineData("offset=1.0")]
    [InlineData("offset=%2B1")]
    [InlineData("offset=%201")]
    [InlineData("offset=0x1")]
    [InlineData("offset=1&offset=2")]
    [InlineData("offset=9223372036854775808")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=4294967297")]
    public async Task List_refuses_a_slice_that_is_none(string query)
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync($"{List}?{query}", Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_pagination");
        Assert.Null(host.Service.LastPage);
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a%252Fb%2fc", "a%2Fb/c")]
    [InlineData("%C3%BC%20x", "ü x")]
    [InlineData("a.b~c", "a.b~c")]
    public async Task List_reads_message_ids_of_any_text(string segment, string message)
    {
        await using var host = await TestHost.StartAsync();
        host.Service.Messages[(TenantId.Parse("t1"), MessageId.Parse(message))] = (UserId.Parse("u1"), true);
        host.Service.Add("x"u8.ToArray(), message: message);

        using var response = await host.Client.GetAsync($"/api/v1/messages/{segment}/attachments", Token);

        var json = await response.JsonAsync();
        Assert.Equal(message, (string?)json["data"]![0]!["messageId"]);
        Assert.StartsWith("/api/v1/attachments/", (string?)json["data"]![0]!["url"]);
    }

    [Fact]
    public async Task List_of_a_message_id_that_is_too_long_is_404()
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync($"/api/v1/messages/{new string('m', 129)}/attachments", Token);

        await response.ProblemAsync(HttpStatusCode.NotFound, "message_not_found");
    }

    [Fact]
    public async Task Metadata_gives_every_field()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add("x"u8.ToArray());

        using var response = await host.Client.GetAsync($"/api/v1/attachments/{attachment.Id}/metadata", Token);

        var json = await response.JsonAsync();
        Assert.Equal(
            ["id", "messageId", "filename", "mimeType", "size", "uploadedAt", "contentHash", "contentEncoding", "url", "virusScanStatus"],
            json.Select(static member => member.Key));
        Assert.Equal("none", (string?)json["contentEncoding"]);
        Assert.Equal("pending", (string?)json["virusScanStatus"]);
    }

    [Fact]
    public async Task Delete_succeeds_once_and_is_404_after()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add("x"u8.ToArray());

        using var first = await host.Client.DeleteAsync($"/api/v1/attachments/{attachment.Id}", Token);
        using var second = await host.Client.DeleteAsync($"/api/v1/attachments/{attachment.Id}", Token);

        await first.JsonAsync();
        Assert.Equal("""{"success":true,"message":"Attachment deleted"}""", await first.Content.ReadAsStringAsync(Token));
        await second.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
    }

    [Theory]
    [InlineData("/api/v1/messages/m1/attachments")]
    [InlineData("/api/v1/attachments/{id}/metadata")]
    public async Task Head_gives_what_get_gives_without_the_body(string path)
    {
        await using var host = await TestHost.StartAsync();
        var url = path.Replace("{id}", host.Service.Add("x"u8.ToArray()).Id.ToString(), StringComparison.Ordinal);
        using var get = await host.Client.GetAsync(url, Token);
        using var request = new HttpRequestMessage(HttpMethod.Head, url);

        using var head = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }
}
