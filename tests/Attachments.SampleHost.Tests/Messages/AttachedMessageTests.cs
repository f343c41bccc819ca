using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Messages;

public sealed class SqliteAttachedMessageTests(SqliteHost host) : AttachedMessageTests(host), IClassFixture<SqliteHost>;

public sealed class PostgreSqlAttachedMessageTests(PostgreSqlHost host) : AttachedMessageTests(host), IClassFixture<PostgreSqlHost>;

/// <summary>What becomes of attachments when their message is sent or deleted.</summary>
public abstract class AttachedMessageTests(SampleHostFixture fixture)
{
    private readonly string tenant = SampleHostFixture.NewTenant();

    [Fact]
    public async Task A_sent_message_keeps_its_attachments_and_takes_no_more()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var message = await user.CreateDraftAsync();
        var attachment = await user.AttachAsync(message);

        using var send = await user.SendMessageAsync(message);
        using var late = await user.UploadAsync(message, "another");
        using var metadata = await user.GetMetadataAsync(attachment);

        Assert.Equal(HttpStatusCode.OK, send.StatusCode);
        await ProblemAssert.IsProblemAsync(late, HttpStatusCode.BadRequest, "Invalid request", "message_not_draft");
        Assert.Equal(HttpStatusCode.OK, metadata.StatusCode);
    }

    [Fact]
    public async Task A_deleted_message_takes_its_attachments_with_it()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var message = await user.CreateDraftAsync();
        var attachment = await user.AttachAsync(message);

        using var delete = await user.DeleteMessageAsync(message);
        using var metadata = await user.GetMetadataAsync(attachment);
        using var late = await user.UploadAsync(message, "another");

        Assert.Equal(HttpStatusCode.OK, delete.StatusCode);
        await ProblemAssert.IsProblemAsync(metadata, HttpStatusCode.NotFound, "Not found", "attachment_not_found");
        await ProblemAssert.IsProblemAsync(late, HttpStatusCode.NotFound, "Not found", "message_not_found");
    }

    [Fact]
    public async Task Deleting_a_message_spares_the_same_bytes_in_another()
    {
        using var user = fixture.Host.ClientFor(tenant, "user-1");
        var deleted = await user.CreateDraftAsync();
        var kept = await user.CreateDraftAsync();
        await user.AttachAsync(deleted, "shared bytes");
        var attachment = await user.AttachAsync(kept, "shared bytes");

        (await user.DeleteMessageAsync(deleted)).Dispose();

        Assert.Equal("shared bytes", await user.GetStringAsync($"/api/v1/attachments/{attachment}/download", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_an_admin_attaches_is_the_owners()
    {
        using var owner = fixture.Host.ClientFor(tenant, "user-1");
        using var admin = fixture.Host.ClientFor(tenant, "boss", "admin");
        var message = await owner.CreateDraftAsync();

        var attachment = await admin.AttachAsync(message);

        using var metadata = await owner.GetMetadataAsync(attachment);
        Assert.Equal(HttpStatusCode.OK, metadata.StatusCode);
    }

    [Theory]
    [InlineData("same", "user-2", null)]
    [InlineData("other", "user-1", null)]
    [InlineData("other", "boss", "admin")]
    public async Task Anothers_message_takes_no_attachment(string whose, string name, string? role)
    {
        using var owner = fixture.Host.ClientFor(tenant, "user-1");
        using var other = fixture.Host.ClientFor(whose == "same" ? tenant : SampleHostFixture.NewTenant(), name, role);
        var message = await owner.CreateDraftAsync();

        using var response = await other.UploadAsync(message);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.NotFound, "Not found", "message_not_found");
    }
}
