using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>What an upload answers, and what it makes.</summary>
public abstract class UploadAnswerTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Location_is_the_metadata()
    {
        var answer = (await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Fresh())).ShouldBe(HttpStatusCode.Created);

        var location = answer.Header("Location")!;
        Assert.EndsWith($"/api/v1/attachments/{AttachmentView.Of(answer.Json).Id}/metadata", location, StringComparison.Ordinal);
        var metadata = (await Mail.GetAsync(location)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(AttachmentView.Of(answer.Json), AttachmentView.Of(metadata.Json));
    }

    [Fact]
    public async Task Answer_is_json() => Assert.Equal("application/json", (await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Fresh())).ShouldBe(HttpStatusCode.Created).MediaType);

    [Fact]
    public async Task Bytes_come_back_as_they_were_sent()
    {
        var every = Enumerable.Range(0, 70_000).Select(i => (byte)i).Prepend((byte)'x').ToArray();

        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), every);

        Assert.Equal(every, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        Assert.Equal(Bytes.Hash(every), uploaded.ContentHash);
    }

    [Fact]
    public async Task Chunked_upload_is_taken()
    {
        var (bytes, form) = (Bytes.Counted(300_000), new Form());

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), Form.Chunked(form.File(bytes).ToArray(), form.ContentType));

        Assert.Equal(Bytes.Hash(bytes), AttachmentView.Of(answer.ShouldBe(HttpStatusCode.Created).Json).ContentHash);
    }

    [Fact]
    public async Task Admin_may_upload_into_a_users_draft()
    {
        var message = await Mail.DraftAsync();

        var uploaded = await Admin.AttachAsync(message, "from above");

        Assert.Equal([uploaded.Id], (await Mail.AllOfAsync(message)).Select(item => item.Id));
        (await Mail.DeleteAttachmentAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Deleting_makes_room_below_the_limit()
    {
        var message = await Mail.DraftAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Mail.AttachAsync(message, $"file {i}")));
        (await Mail.DeleteAttachmentAsync(all[7].Id)).ShouldBe(HttpStatusCode.OK);

        (await Mail.UploadAsync(message, Bytes.Of("file 20"))).ShouldBe(HttpStatusCode.Created);
        (await Mail.UploadAsync(message, Bytes.Of("file 21"))).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Curl_of_the_seed_works()
    {
        using var directory = new TemporaryFile("document.pdf", Files.Pdf);

        var (exit, output) = await Curl.RunAsync(
            "-sS", "-X", "POST", "-H", $"X-Tenant-ID: {User.Tenant}", "-H", $"X-User-ID: {User.User}", "-F", $"file=@{directory.Path}", new Uri(Host.Address, MailClient.AttachmentsOf(await Mail.DraftAsync())).ToString());

        Assert.Equal(0, exit);
        Assert.Contains("\"filename\":\"document.pdf\"", output, StringComparison.Ordinal);
        Assert.Contains("\"mimeType\":\"application/pdf\"", output, StringComparison.Ordinal);
    }
}
