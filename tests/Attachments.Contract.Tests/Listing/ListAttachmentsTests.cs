using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Listing;

/// <summary>The seed's TestListAttachments.</summary>
public abstract class ListAttachmentsTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task List_attachments_successfully()
    {
        var message = await Mail.DraftAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var uploaded = await Mail.AttachAsync(message, Files.Pdf, "document.pdf", "application/pdf");

        var json = (await Mail.ListAsync(message)).ShouldBe(HttpStatusCode.OK).Json;

        var item = AttachmentView.Of(Assert.Single(json.GetProperty("data").EnumerateArray()));
        Assert.Equal(uploaded.Id, item.Id);
        Assert.Equal(message, item.MessageId);
        Assert.Equal("document.pdf", item.FileName);
        Assert.Equal("application/pdf", item.MimeType);
        Assert.Equal(Files.Pdf.Length, item.Size);
        Assert.Equal(Bytes.Hash(Files.Pdf), item.ContentHash);
        Assert.InRange(item.UploadedAt, before - 5_000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 5_000);
        Assert.Equal($"/api/v1/attachments/{item.Id}/download", item.Url);
        Assert.Equal((1, 0, 50), Pagination(json));
    }

    [Fact]
    public async Task Empty_attachment_list()
    {
        var json = (await Mail.ListAsync(await Mail.DraftAsync())).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal(0, json.GetProperty("data").GetArrayLength());
        Assert.Equal((0, 0, 50), Pagination(json));
    }

    [Fact]
    public async Task Pagination_offset_limit()
    {
        var message = await Mail.DraftAsync();
        for (var i = 0; i < 5; i++)
            await Mail.AttachAsync(message, $"file {i}", $"{i}.txt");

        var json = (await Mail.ListAsync(message, "?offset=1&limit=2")).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal(["1.txt", "2.txt"], json.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("filename").GetString()));
        Assert.Equal((5, 1, 2), Pagination(json));
    }

    [Fact]
    public async Task Message_not_found() =>
        (await Mail.ListAsync(Guid.NewGuid().ToString())).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found", "Message not found");

    [Fact]
    public async Task Multi_tenant_isolation()
    {
        var message = await Mail.DraftAsync();
        await Mail.AttachAsync(message, "private");

        var answer = await Stranger.ListAsync(message);

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found", "Message not found");
    }

    [Theory]
    [InlineData("?offset=-1")]
    [InlineData("?limit=0")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=101")]
    [InlineData("?limit=abc")]
    [InlineData("?offset=abc")]
    [InlineData("?limit=1.5")]
    [InlineData("?offset=1.5")]
    [InlineData("?limit=1e1")]
    [InlineData("?limit=0x10")]
    [InlineData("?limit=99999999999999999999")]
    [InlineData("?limit=4294967297")]
    [InlineData("?offset=-99999999999999999999")]
    [InlineData("?limit=10%00")]
    [InlineData("?limit=%D9%A1")]
    [InlineData("?limit=1,000")]
    public async Task Invalid_pagination_parameters(string query)
    {
        var answer = await Mail.ListAsync(await Mail.DraftAsync(), query);

        Assert.Equal("Invalid request", answer.ShouldBe(HttpStatusCode.BadRequest).Json.GetProperty("error").GetString());
        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.Code);
    }

    private static (long Total, long Offset, long Limit) Pagination(System.Text.Json.JsonElement json)
    {
        var pagination = json.GetProperty("pagination");
        return (pagination.GetProperty("total").GetInt64(), pagination.GetProperty("offset").GetInt64(), pagination.GetProperty("limit").GetInt64());
    }
}
