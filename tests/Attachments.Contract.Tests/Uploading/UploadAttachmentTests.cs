using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>The seed's TestUploadAttachment.</summary>
public abstract class UploadAttachmentTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Successful_upload_to_draft()
    {
        var message = await Mail.DraftAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var answer = (await Mail.UploadAsync(message, Files.Pdf, "document.pdf", "application/pdf")).ShouldBe(HttpStatusCode.Created);

        var view = AttachmentView.Of(answer.Json);
        Assert.Equal(7, Guid.ParseExact(view.Id, "D").Version);
        Assert.Equal(message, view.MessageId);
        Assert.Equal("document.pdf", view.FileName);
        Assert.Equal("application/pdf", view.MimeType);
        Assert.Equal(Files.Pdf.Length, view.Size);
        Assert.Equal(Bytes.Hash(Files.Pdf), view.ContentHash);
        Assert.InRange(view.UploadedAt, before - 5_000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 5_000);
        Assert.Equal($"/api/v1/attachments/{view.Id}/download", view.Url);
        Assert.Equal("pending", view.ScanStatus);
    }

    [Fact]
    public async Task Non_draft_message_rejection()
    {
        var message = await Mail.DraftAsync();
        (await Mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK);

        (await Mail.UploadAsync(message, Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.BadRequest, "message_not_draft");
    }

    [Fact]
    public async Task File_size_validation()
    {
        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Counted(26_214_401));

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large", "File size exceeds 25MB");
    }

    [Fact]
    public async Task Mime_type_validation() => (await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Fresh(), "page.bin", "application/x-unheard-of"))
        .ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");

    [Fact]
    public async Task Content_deduplication()
    {
        var message = await Mail.DraftAsync();
        var first = await Mail.AttachAsync(message, "same bytes", "first.txt");

        var second = await Mail.AttachAsync(message, "same bytes", "second.txt");

        Assert.Equal(first with { ScanStatus = "duplicate" }, second);
        Assert.Single(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Max_attachments_limit()
    {
        var message = await Mail.DraftAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Mail.AttachAsync(message, $"file {i}")));

        var answer = await Mail.UploadAsync(message, Bytes.Of("file 20"));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
        Assert.Equal(20, (await Mail.AllOfAsync(message)).Count);
    }

    [Fact]
    public async Task Missing_file_field() => (await Mail.UploadAsync(await Mail.DraftAsync(), new Form().Field("filename", "note.txt")))
        .ShouldBeProblem(HttpStatusCode.BadRequest, "file_required");

    [Fact]
    public async Task Empty_file_rejection() =>
        (await Mail.UploadAsync(await Mail.DraftAsync(), [])).ShouldBeProblem(HttpStatusCode.BadRequest, "file_empty", "File is empty");

    [Fact]
    public async Task Custom_filename_override()
    {
        var form = new Form().File(Bytes.Fresh(), "original.txt").Field("filename", "custom.txt");

        var answer = (await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created);

        Assert.Equal("custom.txt", AttachmentView.Of(answer.Json).FileName);
    }

    [Fact]
    public async Task Message_not_found() =>
        (await Mail.UploadAsync(Guid.NewGuid().ToString(), Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found", "Message not found");
}
