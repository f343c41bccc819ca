using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Deleting;

/// <summary>What deleting reaches, of an attachment and of a message.</summary>
public abstract class DeletionTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Attachment_of_a_sent_message_can_be_deleted()
    {
        var uploaded = await Mail.AttachAsync();
        (await Mail.SendMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);

        (await Mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Empty(await Mail.AllOfAsync(uploaded.MessageId));
    }

    [Fact]
    public async Task Bytes_already_gone_are_no_error()
    {
        var bytes = Bytes.Fresh();
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        await Host.Storage.RemoveAsync(await Host.BlobOfAsync(bytes));

        (await Mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Deleted_attachment_is_nowhere()
    {
        var uploaded = await Mail.AttachAsync();
        (await Mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        (await Mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
        (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
        (await Mail.HeadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(0, await Host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(0, await Host.CountRowsAsync("strays", User.Tenant));
    }

    [Fact]
    public async Task Deleting_one_attachment_leaves_the_others()
    {
        var message = await Mail.DraftAsync();
        var (first, second) = (await Mail.AttachAsync(message, "one"), await Mail.AttachAsync(message, "two"));

        (await Mail.DeleteAttachmentAsync(first.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal([second.Id], (await Mail.AllOfAsync(message)).Select(item => item.Id));
        Assert.Equal("two", (await Mail.DownloadAsync(second.Id)).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Deleting_a_message_deletes_its_attachments_and_their_bytes()
    {
        var (message, bytes) = (await Mail.DraftAsync(), Bytes.Fresh());
        var uploaded = await Mail.AttachAsync(message, bytes);
        var kept = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Of("kept"));
        var blob = await Host.BlobOfAsync(bytes);

        (await Mail.DeleteMessageAsync(message)).ShouldBe(HttpStatusCode.OK);

        (await Mail.MetadataAsync(uploaded.Id)).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found");
        (await Mail.ListAsync(message)).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
        (await Mail.UploadAsync(message, Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
        await Eventually.HoldsAsync(async () => !await Host.Storage.HoldsAsync(blob), "the deleted message's bytes are reaped");
        Assert.Equal("kept", (await Mail.DownloadAsync(kept.Id)).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Deleting_a_sent_message_deletes_its_attachments_too()
    {
        var uploaded = await Mail.AttachAsync();
        (await Mail.SendMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);

        (await Mail.DeleteMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);

        (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deleting_a_message_leaves_bytes_that_another_message_shares()
    {
        var bytes = Bytes.Fresh();
        var first = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        var second = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        (await Mail.DeleteMessageAsync(first.MessageId)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(bytes, (await Mail.DownloadAsync(second.Id)).ShouldBe(HttpStatusCode.OK).Body);
    }
}
