using System.Net;
using System.Text.Json;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Messages;

public sealed class SqliteMessageTests(SqliteHost host) : MessageTests(host), IClassFixture<SqliteHost>;

public sealed class PostgreSqlMessageTests(PostgreSqlHost host) : MessageTests(host), IClassFixture<PostgreSqlHost>;

/// <summary>Drafts: make, list, send, delete, and who may.</summary>
public abstract class MessageTests(SampleHostFixture fixture)
{
    private readonly string tenant = SampleHostFixture.NewTenant();

    [Fact]
    public async Task Create_answers_with_the_draft()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        using var response = await user.PostTextAsync("/api/accounts/acc123/messages", """{"to":"recipient@example.com","subject":"Hello","body":"Text"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var draft = await response.ReadJsonAsync();
        Assert.Equal(["messageId", "accountId", "folder", "to", "subject", "createdAt"], draft.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(7, Guid.Parse(draft.GetProperty("messageId").GetString()!).Version);
        Assert.Equal("acc123", draft.GetProperty("accountId").GetString());
        Assert.Equal("Drafts", draft.GetProperty("folder").GetString());
        Assert.Equal("recipient@example.com", draft.GetProperty("to").GetString());
        Assert.Equal("Hello", draft.GetProperty("subject").GetString());
        Assert.InRange(draft.GetProperty("createdAt").GetInt64(), before, before + 60_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("nonsense")]
    public async Task Create_reads_json_whatever_the_content_type_says(string? contentType)
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");

        using var response = await user.PostTextAsync("/api/accounts/acc123/messages", """{"to":"a@b.c","subject":"","body":"text"}""", contentType);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("to=a&subject=b")]
    [InlineData("""{"to":"a","subject":"b" """)]
    [InlineData("""{"to":5,"subject":"b"}""")]
    [InlineData("""{"to":"a","subject":"\ud800"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Create_refuses_what_is_no_json_object_of_its_form(string body)
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");

        using var response = await user.PostTextAsync("/api/accounts/acc123/messages", body);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "Invalid request", "malformed_json");
    }

    [Theory]
    [InlineData("{}", "field_required")]
    [InlineData("""{"subject":"Hello"}""", "field_required")]
    [InlineData("""{"to":" ","subject":"Hello"}""", "field_required")]
    [InlineData("""{"to":"a@b.c"}""", "field_required")]
    [InlineData("""{"to":"a@b.c","subject":"nul \u0000"}""", "field_invalid")]
    public async Task Create_refuses_a_field_that_is_missing_or_cannot_be_stored(string body, string code)
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");

        using var response = await user.PostTextAsync("/api/accounts/acc123/messages", body);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "Invalid request", code);
    }

    [Fact]
    public async Task List_shows_the_callers_own_messages_of_the_account_oldest_first()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        using var colleague = fixture.Host.ClientFor(tenant, "user-2");
        using var stranger = fixture.Host.ClientFor(SampleHostFixture.NewTenant(), "user-1");
        var first = await user.CreateDraftAsync();
        var second = await user.CreateDraftAsync();
        await user.CreateDraftAsync(account: "other");
        await colleague.CreateDraftAsync();
        await stranger.CreateDraftAsync();

        var listed = await user.ListMessagesAsync();

        Assert.Equal([first, second], listed);
    }

    [Fact]
    public async Task List_keeps_the_order_of_messages_of_one_millisecond()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var created = new List<string>();
        for (var number = 0; number < 100; number++)
            created.Add(await user.CreateDraftAsync());

        var listed = await user.ListMessagesAsync();

        Assert.Equal(created, listed);
    }

    [Fact]
    public async Task Send_moves_the_message_to_the_sent_ones()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var draft = await user.CreateDraftAsync();

        using var response = await user.SendMessageAsync(draft);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var sent = await response.ReadJsonAsync();
        Assert.Equal(draft, sent.GetProperty("messageId").GetString());
        Assert.Equal("sent", sent.GetProperty("status").GetString());
        using var list = await user.GetAsync("/api/accounts/acc123/messages", TestContext.Current.CancellationToken);
        var message = Assert.Single((await list.ReadJsonAsync()).GetProperty("data").EnumerateArray());
        Assert.Equal("Sent", message.GetProperty("folder").GetString());
        Assert.Equal(sent.GetProperty("sentAt").GetInt64(), message.GetProperty("sentAt").GetInt64());
    }

    [Fact]
    public async Task Send_refuses_what_was_sent_already()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var draft = await user.CreateDraftAsync();
        (await user.SendMessageAsync(draft)).Dispose();

        using var again = await user.SendMessageAsync(draft);

        await ProblemAssert.IsProblemAsync(again, HttpStatusCode.Conflict, "Conflict", "already_sent");
    }

    [Fact]
    public async Task Send_succeeds_once_when_many_send_at_the_same_time()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var draft = await user.CreateDraftAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => user.SendMessageAsync(draft)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("{}", "field_required")]
    [InlineData("""{"messageId":""}""", "field_required")]
    [InlineData("""{"messageId":7}""", "malformed_json")]
    public async Task Send_refuses_a_body_without_a_message(string body, string code)
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");

        using var response = await user.PostTextAsync("/api/compose/send", body);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "Invalid request", code);
    }

    [Fact]
    public async Task Delete_removes_the_message_once()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var draft = await user.CreateDraftAsync();

        using var first = await user.DeleteMessageAsync(draft);
        using var second = await user.DeleteMessageAsync(draft);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await ProblemAssert.IsProblemAsync(second, HttpStatusCode.NotFound, "Not found", "message_not_found");
        Assert.Empty(await user.ListMessagesAsync());
    }

    [Fact]
    public async Task Delete_finds_no_message_under_another_account()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var draft = await user.CreateDraftAsync();

        using var response = await user.DeleteMessageAsync(draft, account: "other");

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.NotFound, "Not found", "message_not_found");
        Assert.Equal([draft], await user.ListMessagesAsync());
    }

    [Theory]
    [InlineData("same", "user-2", null)]
    [InlineData("other", "user-1", null)]
    [InlineData("other", "admin", "admin")]
    public async Task Anothers_message_answers_like_one_that_does_not_exist(string whose, string name, string? role)
    {
        using var owner = fixture.Host.ClientFor(tenant, "user-1");
        using var other = fixture.Host.ClientFor(whose == "same" ? tenant : SampleHostFixture.NewTenant(), name, role);
        var draft = await owner.CreateDraftAsync();

        using var send = await other.SendMessageAsync(draft);
        using var sendMissing = await other.SendMessageAsync(Guid.CreateVersion7().ToString());
        using var delete = await other.DeleteMessageAsync(draft);

        await ProblemAssert.IsProblemAsync(send, HttpStatusCode.NotFound, "Not found", "message_not_found");
        await ProblemAssert.IsProblemAsync(delete, HttpStatusCode.NotFound, "Not found", "message_not_found");
        Assert.Equal(WithoutTrace(await sendMissing.ReadJsonAsync()), WithoutTrace(await send.ReadJsonAsync()));
        Assert.Equal([draft], await owner.ListMessagesAsync());
    }

    [Fact]
    public async Task An_admin_sends_and_deletes_for_everyone_in_the_tenant()
    {
        using var owner = fixture.Host.ClientFor(tenant, "user-1");
        using var admin = fixture.Host.ClientFor(tenant, "boss", "admin");
        var draft = await owner.CreateDraftAsync();

        using var send = await admin.SendMessageAsync(draft);
        using var delete = await admin.DeleteMessageAsync(draft);

        Assert.Equal(HttpStatusCode.OK, send.StatusCode);
        Assert.Equal(HttpStatusCode.OK, delete.StatusCode);
    }

    private static Dictionary<string, string> WithoutTrace(JsonElement problem) =>
        problem.EnumerateObject().Where(member => member.Name != "traceId").ToDictionary(member => member.Name, member => member.Value.ToString());
}
