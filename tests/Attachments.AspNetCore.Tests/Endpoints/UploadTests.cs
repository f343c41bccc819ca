using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.AspNetCore.Tests.Network;
using Attachments.Content;

namespace Attachments.AspNetCore.Tests.Endpoints;

public sealed class UploadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_answers_with_the_attachment_and_its_location()
    {
        await using var host = await TestHost.StartAsync();
        using var form = Form("hello"u8.ToArray(), "naïve 日本.txt", "text/plain");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        var json = await response.JsonAsync(HttpStatusCode.Created);
        var id = (string)json["id"]!;
        Assert.Equal(
            ["id", "messageId", "filename", "mimeType", "size", "uploadedAt", "contentHash", "url", "virusScanStatus"],
            json.Select(member => member.Key));
        Assert.Equal("m1", (string?)json["messageId"]);
        Assert.Equal("naïve 日本.txt", (string?)json["filename"]);
        Assert.Equal(5, (long)json["size"]!);
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", (string?)json["contentHash"]);
        Assert.Equal($"/api/v1/attachments/{id}/download", (string?)json["url"]);
        Assert.Equal("pending", (string?)json["virusScanStatus"]);
        Assert.Equal($"/api/v1/attachments/{id}/metadata", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Upload_says_duplicate_when_the_message_has_the_bytes_already()
    {
        await using var host = await TestHost.StartAsync();
        host.Service.NextUploadIsDuplicate = true;
        using var form = Form("hello"u8.ToArray(), "a.txt", "text/plain");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        Assert.Equal("duplicate", (string?)(await response.JsonAsync(HttpStatusCode.Created))["virusScanStatus"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_takes_the_filename_field_before_or_behind_the_file(bool before)
    {
        await using var host = await TestHost.StartAsync();
        using var form = new MultipartFormDataContent();
        if (before)
            form.Add(new StringContent("ü.txt"), "filename");

        form.Add(new ByteArrayContent("hello"u8.ToArray()), "file", "own.txt");
        if (!before)
            form.Add(new StringContent("ü.txt"), "filename");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        Assert.Equal("ü.txt", (string?)(await response.JsonAsync(HttpStatusCode.Created))["filename"]);
    }

    [Fact]
    public async Task Upload_hands_the_bytes_on_as_they_came_when_they_are_many()
    {
        await using var host = await TestHost.StartAsync();
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        using var form = Form(bytes, "a.bin", "application/octet-stream");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        var json = await response.JsonAsync(HttpStatusCode.Created);
        Assert.True(AttachmentId.TryParse((string?)json["id"], out var id));
        Assert.Equal(bytes, host.Service.BytesOf(id));
    }

    [Fact]
    public async Task Upload_notes_base64_when_the_part_says_so()
    {
        await using var host = await TestHost.StartAsync();
        var part = new ByteArrayContent("aGVsbG8="u8.ToArray());
        part.Headers.Add("Content-Transfer-Encoding", "base64");
        using var form = new MultipartFormDataContent { { part, "file", "a.txt" } };

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(ContentEncoding.Base64, host.Service.LastFile?.ContentEncoding);
    }

    [Fact]
    public async Task Upload_to_a_message_that_was_sent_is_400()
    {
        await using var host = await TestHost.StartAsync();
        using var form = Form("hello"u8.ToArray(), "a.txt", "text/plain");

        using var response = await host.Client.PostAsync("/api/v1/messages/sent/attachments", form, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "message_not_draft");
    }

    [Fact]
    public async Task Upload_without_a_file_is_400()
    {
        await using var host = await TestHost.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "filename" } };

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "file_required");
    }

    [Fact]
    public async Task Upload_of_two_files_is_400_and_stores_none()
    {
        await using var host = await TestHost.StartAsync();
        using var form = Form("hello"u8.ToArray(), "a.txt", "text/plain");
        form.Add(new ByteArrayContent("again"u8.ToArray()), "file", "b.txt");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "too_many_files");
        Assert.Equal(0, host.Service.Count);
    }

    [Fact]
    public async Task Upload_of_an_empty_file_is_400()
    {
        await using var host = await TestHost.StartAsync();
        using var form = Form([], "a.txt", "text/plain");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "file_empty");
        Assert.Equal("File is empty", (string?)problem["message"]);
        Assert.Equal("Invalid request", (string?)problem["error"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData(null)]
    public async Task Upload_that_is_no_form_is_400(string? contentType)
    {
        await using var host = await TestHost.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", content, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "malformed_form");
    }

    [Fact]
    public async Task Upload_with_more_than_a_mebibyte_of_name_is_413()
    {
        await using var host = await TestHost.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent(new string('x', 1024 * 1024)), "filename" } };
        form.Add(new ByteArrayContent("hello"u8.ToArray()), "file", "a.txt");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
    }

    [Fact]
    public async Task Upload_beside_a_long_field_that_nobody_asks_for_is_made()
    {
        await using var host = await TestHost.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent(new string('x', 2 * 1024 * 1024)), "comment" } };
        form.Add(new ByteArrayContent("hello"u8.ToArray()), "file", "a.txt");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        Assert.Equal(5, (long)(await response.JsonAsync(HttpStatusCode.Created))["size"]!);
    }

    [Fact]
    public async Task Upload_with_two_content_types_is_a_malformed_form()
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        const string Body = "--a,b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello\r\n--a,b--\r\n";
        await connection.SendAsync(
            "POST /api/v1/messages/m1/attachments HTTP/1.1\r\nHost: x\r\nX-Tenant-ID: t1\r\nX-User-ID: u1\r\nContent-Type: multipart/form-data; boundary=a\r\nContent-Type: b\r\n"
            + $"Content-Length: {Body.Length}\r\n\r\n{Body}",
            Token);

        var (head, body) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 400 ", head, StringComparison.Ordinal);
        Assert.Contains("malformed_form", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_of_megabytes_under_another_name_says_that_the_file_is_required()
    {
        await using var host = await TestHost.StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[5 * 1024 * 1024]), "upload", "a.bin" } };

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "file_required");
    }

    [Fact]
    public async Task Upload_of_megabytes_with_a_wrong_boundary_is_a_malformed_form()
    {
        await using var host = await TestHost.StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[5 * 1024 * 1024]), "file", "a.bin" } };
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=another");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "malformed_form");
    }

    [Fact]
    public async Task Upload_takes_a_name_of_a_hundred_thousand_characters()
    {
        await using var host = await TestHost.StartAsync();
        var name = new string('n', 100_000) + ".txt";
        using var form = Form("hello"u8.ToArray(), name, "text/plain");

        using var response = await host.Client.PostAsync("/api/v1/messages/m1/attachments", form, Token);

        Assert.Equal(name, (string?)(await response.JsonAsync(HttpStatusCode.Created))["filename"]);
    }

    private static MultipartFormDataContent Form(byte[] bytes, string fileName, string contentType)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return new MultipartFormDataContent { { file, "file", fileName } };
    }
}
