using System.Net;
using System.Net.Http.Headers;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Downloading;

/// <summary>The seed's TestDownloadAttachment.</summary>
public abstract class DownloadAttachmentTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Download_with_content_stream()
    {
        var bytes = Bytes.Counted(1_000_003);
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);

        var answer = (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(bytes, answer.Body);
        Assert.Equal("1000003", answer.Header("Content-Length"));
        Assert.Equal("attachment", ContentDispositionHeaderValue.Parse(answer.Header("Content-Disposition")!).DispositionType);
    }

    [Fact]
    public async Task Inline_display_browser()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Files.Pdf, "document.pdf", "application/pdf");

        var answer = (await Mail.DownloadAsync(uploaded.Id, "?inline=true")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("inline", ContentDispositionHeaderValue.Parse(answer.Header("Content-Disposition")!).DispositionType);
        Assert.Equal(Files.Pdf, answer.Body);
    }

    [Fact]
    public async Task Attachment_not_found() =>
        (await Mail.DownloadAsync(Guid.NewGuid().ToString())).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found", "Attachment not found");

    [Fact]
    public async Task Missing_file_in_storage()
    {
        var bytes = Bytes.Fresh();
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes);
        await Host.Storage.RemoveAsync(await Host.BlobOfAsync(bytes));

        var answer = await Mail.DownloadAsync(uploaded.Id);

        answer.ShouldBeProblem(HttpStatusCode.NotFound, answer.Code, "Attachment file not found");
    }

    [Fact]
    public async Task Multi_tenant_isolation()
    {
        var uploaded = await Mail.AttachAsync("private");

        var answer = await Stranger.DownloadAsync(uploaded.Id);

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found", "Attachment not found");
    }

    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("photo.jpg", "image/jpeg")]
    [InlineData("anim.gif", "image/gif")]
    [InlineData("document.pdf", "application/pdf")]
    [InlineData("data.zip", "application/zip")]
    [InlineData("note.txt", "text/plain")]
    public async Task Proper_content_type_headers(string fileName, string contentType)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), FileOf(contentType), fileName, contentType);

        var answer = (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(contentType, answer.Header("Content-Type"));
    }

    private static byte[] FileOf(string contentType) => contentType switch
    {
        "image/png" => Files.Png,
        "image/jpeg" => Files.Jpeg,
        "image/gif" => Files.Gif,
        "application/pdf" => Files.Pdf,
        "application/zip" => Files.Zip,
        _ => Bytes.Of("text"),
    };
}
