using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Deduplication;

/// <summary>Same bytes, in one message, one tenant, and two.</summary>
public abstract class DeduplicationTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Same_bytes_in_one_message_are_the_existing_attachment()
    {
        var message = await Mail.DraftAsync();
        var bytes = Bytes.Fresh();
        var first = await Mail.AttachAsync(message, bytes, "first.txt");

        var answer = (await Mail.UploadAsync(message, bytes, "second.csv", "text/csv")).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(first with { ScanStatus = "duplicate" }, AttachmentView.Of(answer.Json));
        Assert.EndsWith($"/api/v1/attachments/{first.Id}/metadata", answer.Header("Location"), StringComparison.Ordinal);
        Assert.Single(await Mail.AllOfAsync(message));
        Assert.Equal(1, await Host.CountRowsAsync("attachments", User.Tenant));
        await Host.BlobOfAsync(bytes);
    }

    [Fact]
    public async Task Duplicate_is_said_in_the_uploads_answer_alone()
    {
        var message = await Mail.DraftAsync();
        await Mail.AttachAsync(message, "same");
        var duplicate = await Mail.AttachAsync(message, "same");

        Assert.Equal("pending", (await Mail.MetadataAsync(duplicate.Id)).Json.GetProperty("virusScanStatus").GetString());
    }

    [Fact]
    public async Task Same_bytes_in_another_message_are_a_new_attachment_that_shares_them()
    {
        var bytes = Bytes.Fresh();
        var first = await Mail.AttachAsync(await Mail.DraftAsync(), bytes, "first.txt");
        var second = await Mail.AttachAsync(await Mail.DraftAsync(), bytes, "second.txt");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("second.txt", "pending", first.ContentHash), (second.FileName, second.ScanStatus, second.ContentHash));
        Assert.Equal(2, await Host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(1, await Host.CountRowsAsync("blobs", User.Tenant));
        await Host.BlobOfAsync(bytes);
    }

    [Fact]
    public async Task Same_bytes_of_two_users_of_a_tenant_are_stored_once()
    {
        var bytes = Bytes.Fresh();
        await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        await Colleague.AttachAsync(await Colleague.DraftAsync(), bytes);

        Assert.Equal(1, await Host.CountRowsAsync("blobs", User.Tenant));
        await Host.BlobOfAsync(bytes);
    }

    [Fact]
    public async Task Same_bytes_of_two_tenants_are_stored_twice()
    {
        var bytes = Bytes.Fresh();
        await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        var other = await Stranger.AttachAsync(await Stranger.DraftAsync(), bytes);

        Assert.Equal("pending", other.ScanStatus);
        Assert.Equal(2, (await Host.BlobsOfAsync(bytes)).Count);
    }

    [Fact]
    public async Task Answer_to_another_tenant_does_not_tell_that_the_bytes_are_known()
    {
        var bytes = Bytes.Fresh();
        var message = await Stranger.DraftAsync();
        var fresh = await Stranger.UploadAsync(message, Bytes.Fresh());
        await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        var known = await Stranger.UploadAsync(message, bytes);

        Assert.Equal(Shape(fresh), Shape(known));
    }

    [Fact]
    public async Task Bytes_go_with_the_last_attachment_that_shares_them()
    {
        var bytes = Bytes.Fresh();
        var first = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        var second = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        var blob = await Host.BlobOfAsync(bytes);

        (await Mail.DeleteAttachmentAsync(first.Id)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(bytes, (await Mail.DownloadAsync(second.Id)).ShouldBe(HttpStatusCode.OK).Body);

        (await Mail.DeleteAttachmentAsync(second.Id)).ShouldBe(HttpStatusCode.OK);
        Assert.False(await Host.Storage.HoldsAsync(blob));
        Assert.Equal(0, await Host.CountRowsAsync("blobs", User.Tenant));
    }

    [Fact]
    public async Task Deleting_in_one_tenant_leaves_the_others_bytes()
    {
        var bytes = Bytes.Fresh();
        var mine = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        var theirs = await Stranger.AttachAsync(await Stranger.DraftAsync(), bytes);

        (await Mail.DeleteAttachmentAsync(mine.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(bytes, (await Stranger.DownloadAsync(theirs.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task Same_bytes_again_after_their_deletion_are_a_first_upload()
    {
        var bytes = Bytes.Fresh();
        var message = await Mail.DraftAsync();
        var first = await Mail.AttachAsync(message, bytes);
        (await Mail.DeleteAttachmentAsync(first.Id)).ShouldBe(HttpStatusCode.OK);

        var second = await Mail.AttachAsync(message, bytes);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("pending", second.ScanStatus);
        Assert.Equal(bytes, (await Mail.DownloadAsync(second.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }

    private static string Shape(Answer answer) =>
        $"{(int)answer.Status} {string.Join(',', answer.Headers.Keys.Order(StringComparer.Ordinal))} {AttachmentView.Of(answer.Json).ScanStatus} {string.Join(',', answer.Json.EnumerateObject().Select(member => member.Name))}";
}
