using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Metadata;

/// <summary>The seed's TestGetAttachmentMetadata.</summary>
public abstract class GetAttachmentMetadataTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Metadata_retrieval()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Files.Pdf, "document.pdf", "application/pdf");

        var answer = (await Mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(uploaded, AttachmentView.Of(answer.Json));
        Assert.Equal("none", answer.Json.GetProperty("contentEncoding").GetString());
        Assert.Equal("pending", answer.Json.GetProperty("virusScanStatus").GetString());
    }

    [Fact]
    public async Task Attachment_not_found() =>
        (await Mail.MetadataAsync(Guid.NewGuid().ToString())).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found", "Attachment not found");

    [Fact]
    public async Task Multi_tenant_isolation()
    {
        var uploaded = await Mail.AttachAsync("private");

        (await Stranger.MetadataAsync(uploaded.Id)).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found", "Attachment not found");
    }
}
