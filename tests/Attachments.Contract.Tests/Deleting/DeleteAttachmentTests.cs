using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Deleting;

/// <summary>The seed's TestDeleteAttachment.</summary>
public abstract class DeleteAttachmentTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Successful_deletion()
    {
        var bytes = Bytes.Fresh();
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        var blob = await Host.BlobOfAsync(bytes);

        var answer = (await Mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal("""{"success":true,"message":"Attachment deleted"}""", answer.Text);
        Assert.Empty(await Mail.AllOfAsync(uploaded.MessageId));
        Assert.False(await Host.Storage.HoldsAsync(blob));
        (await Mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found");
    }

    [Fact]
    public async Task Attachment_not_found() =>
        (await Mail.DeleteAttachmentAsync(Guid.NewGuid().ToString())).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found", "Attachment not found");

    [Fact]
    public async Task Multi_tenant_isolation()
    {
        var uploaded = await Mail.AttachAsync("private");

        var answer = await Stranger.DeleteAttachmentAsync(uploaded.Id);

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found", "Attachment not found");
        Assert.Equal("private", (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Text);
    }
}
