using System.Net;
using System.Text.RegularExpressions;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Messages;

/// <summary>The sample host's own endpoints.</summary>
public abstract partial class MessageEndpointTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Message_is_made_as_a_draft()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var json = (await Mail.CreateMessageAsync()).ShouldBe(HttpStatusCode.Created).Json;

        Assert.False(string.IsNullOrEmpty(json.GetProperty("messageId").GetString()));
        Assert.Equal("acc123", json.GetProperty("accountId").GetString());
        Assert.Equal("Drafts", json.GetProperty("folder").GetString());
        Assert.Equal("recipient@example.com", json.GetProperty("to").GetString());
        Assert.Equal("Hello", json.GetProperty("subject").GetString());
        Assert.InRange(json.GetProperty("createdAt").GetInt64(), before - 5_000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 5_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-8")]
    public async Task Body_is_json_whatever_its_content_type_says(string? contentType)
    {
        var created = await Mail.PostJsonAsync("/api/accounts/acc123/messages", new { to = "a@example.com", subject = "s", body = "b" }, contentType);
        var message = created.ShouldBe(HttpStatusCode.Created).Json.GetProperty("messageId").GetString()!;

        (await Mail.PostJsonAsync("/api/compose/send", new { messageId = message }, contentType)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"to\":1,\"subject\":[]}")]
    [InlineData("{\"to\":\"a@example.com\",\"subject\":\"\\u0000\"}")]
    [InlineData("{\"messageId\":null}")]
    public async Task Body_that_cannot_be_read_is_400(string body)
    {
        foreach (var path in new[] { "/api/accounts/acc123/messages", "/api/compose/send" })
        {
            var answer = await Mail.SendAsync(HttpMethod.Post, path, Form.Content(Material.Bytes.Of(body), "application/json"));

            answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
        }
    }

    [Fact]
    public async Task List_holds_the_callers_own_messages_of_the_account()
    {
        var (first, second) = (await Mail.DraftAsync(), await Mail.DraftAsync());
        await Mail.CreateMessageAsync("another-account");
        await Colleague.DraftAsync();
        await Stranger.DraftAsync();

        var listed = (await Mail.GetAsync("/api/accounts/acc123/messages")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("data");

        Assert.Equal(new[] { first, second }.Order(), listed.EnumerateArray().Select(item => item.GetProperty("messageId").GetString()!).Order());
    }

    [Fact]
    public async Task Sending_moves_the_message_to_sent()
    {
        var message = await Mail.DraftAsync();

        var json = (await Mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal(message, json.GetProperty("messageId").GetString());
        Assert.Equal("sent", json.GetProperty("status").GetString());
        Assert.True(json.GetProperty("sentAt").GetInt64() > 1_700_000_000_000);
        var listed = Assert.Single((await Mail.GetAsync("/api/accounts/acc123/messages")).Json.GetProperty("data").EnumerateArray());
        Assert.Equal("Sent", listed.GetProperty("folder").GetString());
    }

    [Fact]
    public async Task Sending_again_is_409()
    {
        var message = await Mail.DraftAsync();
        (await Mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK);

        (await Mail.SendMessageAsync(message)).ShouldBeProblem(HttpStatusCode.Conflict, "already_sent");
    }

    [Fact]
    public async Task Deleting_again_is_404()
    {
        var message = await Mail.DraftAsync();
        (await Mail.DeleteMessageAsync(message)).ShouldBe(HttpStatusCode.OK);

        (await Mail.DeleteMessageAsync(message)).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
        (await Mail.SendMessageAsync(message)).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
    }

    [Fact]
    public async Task Message_is_not_deleted_through_another_account()
    {
        var message = await Mail.DraftAsync();

        (await Mail.DeleteAsync($"/api/accounts/other/messages/{message}")).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Own_endpoints_need_a_caller()
    {
        var nobody = Mail.As(Caller.Anonymous);

        (await nobody.CreateMessageAsync()).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await nobody.GetAsync("/api/accounts/acc123/messages")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_needs_no_caller(string path) => (await Mail.As(Caller.Anonymous).GetAsync(path)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Api_describes_itself()
    {
        var json = (await Mail.As(Caller.Anonymous).GetAsync("/openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Json;

        Assert.StartsWith("3.", json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = json.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {Parameter.Replace(path.Name, "{}")}")).ToHashSet();
        foreach (var expected in new[]
        {
            "get /api/v1/messages/{}/attachments", "post /api/v1/messages/{}/attachments", "get /api/v1/attachments/{}/download",
            "delete /api/v1/attachments/{}", "get /api/v1/attachments/{}/metadata", "post /api/compose/send", "post /api/accounts/{}/messages",
        })
            Assert.Contains(expected, paths);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }

    [Fact]
    public async Task Walk_of_the_seed_works()
    {
        var message = await Mail.DraftAsync();
        var uploaded = await Mail.AttachAsync(message, Material.Files.Pdf, "document.pdf", "application/pdf");
        (await Mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("document.pdf", (await Mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("filename").GetString());
        Assert.Equal(Material.Files.Pdf, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        Assert.Equal(Material.Files.Pdf, (await Mail.DownloadAsync(uploaded.Id, "?inline=true")).ShouldBe(HttpStatusCode.OK).Body);
    }
}
