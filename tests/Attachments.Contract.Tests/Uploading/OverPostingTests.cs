using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>What only the server says cannot be said by a client: not by a field, not in the query, not by a header.</summary>
public abstract class OverPostingTests(ContractHost kind) : ContractTests(kind)
{
    private const string Id = "0197b2c0-0000-7000-8000-00000000abcd";
    private const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly (string Name, string Value)[] Internals =
    [
        ("id", Id), ("attachmentId", Id), ("messageId", "other-message"), ("message_id", "other-message"), ("blobId", Id), ("blob_id", Id), ("blobKey", "../../etc/passwd"), ("key", "../x"), ("path", "/tmp/x"),
        ("hash", Hash), ("contentHash", Hash), ("content_hash", Hash), ("digest", Hash), ("sha256", Hash), ("size", "1"), ("length", "1"), ("uploadedAt", "1"), ("uploaded_at", "1"), ("createdAt", "1"),
        ("scanStatus", "safe"), ("scan_status", "safe"), ("virusScanStatus", "safe"), ("verdict", "safe"), ("isDuplicate", "true"), ("tenantId", "other-tenant"), ("tenant_id", "other-tenant"),
        ("ownerId", "other-user"), ("owner_id", "other-user"), ("userId", "other-user"), ("user_id", "other-user"), ("uploadedBy", "other-user"), ("uploaded_by", "other-user"), ("role", "admin"),
        ("mimeType", "text/html"), ("mime_type", "text/html"), ("contentType", "text/html"), ("contentEncoding", "base64"), ("url", "https://evil.example/"), ("expiresAt", "1"), ("metadata", "{\"verdict\":\"safe\"}"),
        ("file.id", Id), ("file[id]", Id), ("attachment.verdict", "safe"), ("__proto__", "x"), ("x-amz-acl", "public-read"), ("x-amz-meta-verdict", "safe"), ("acl", "public-read"), ("success_action_redirect", "https://evil.example/"),
    ];

    [Fact]
    public async Task Form_fields_before_and_behind_the_file_set_nothing()
    {
        var form = Fields(new Form()).File(Bytes.Of("the bytes"), "note.txt");

        await AssertNothingSetAsync(message => Mail.UploadAsync(message, Fields(form)));
    }

    [Fact]
    public async Task Query_sets_nothing()
    {
        var query = string.Join('&', Internals.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));

        await AssertNothingSetAsync(message => Mail.SendAsync(HttpMethod.Post, $"{MailClient.AttachmentsOf(message)}?{query}&filename=evil.html", Form.Of(Bytes.Of("the bytes")).ToContent()));
    }

    [Fact]
    public async Task Headers_set_nothing()
    {
        (string, string)[] headers = [.. Internals.Where(field => field.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')).Select(field => ($"X-Attachment-{field.Name}", field.Value)),
            ("X-Scan-Status", "safe"), ("X-Virus-Scan-Status", "safe"), ("X-Content-Hash", Hash), ("Content-MD5", "AAAA"), ("Digest", "sha-256=AAAA"), ("Repr-Digest", "sha-256=:AAAA:"), ("ETag", "\"x\""),
            ("X-Original-URL", "/api/v1/attachments/policy"), ("X-Rewrite-URL", "/x"), ("X-HTTP-Method-Override", "DELETE"), ("x-amz-acl", "public-read"), ("x-amz-tagging", "verdict=safe"), ("x-amz-meta-x", "y")];

        await AssertNothingSetAsync(message => Mail.SendAsync(HttpMethod.Post, MailClient.AttachmentsOf(message), Form.Of(Bytes.Of("the bytes")).ToContent(), headers));
    }

    [Fact]
    public async Task Headers_of_the_files_part_set_nothing_but_name_and_type()
    {
        var form = new Form();
        var lines = string.Concat(Internals.Where(field => field.Name.All(char.IsAsciiLetter)).Take(20).Select(field => $"X-{field.Name}: {field.Value}\r\n"));
        form.Part($"Content-Disposition: form-data; name=\"file\"; filename=\"note.txt\"; size=1; hash={Hash}; id={Id}\r\nContent-Type: text/plain; verdict=safe\r\n{lines}", Bytes.Of("the bytes"));

        await AssertNothingSetAsync(message => Mail.UploadAsync(message, form));
    }

    [Theory]
    [InlineData("filename=evil.html")]
    [InlineData("name=evil.html&download=evil.html&contentType=text/html&mimeType=text/html")]
    [InlineData("response-content-disposition=inline&response-content-type=text/html")]
    [InlineData("disposition=inline&content_type=text/html&verdict=safe&tenantId=x")]
    public async Task Query_of_a_download_names_and_types_nothing(string query)
    {
        var uploaded = await Mail.AttachAsync();

        var plain = (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
        var asked = await Mail.DownloadAsync(uploaded.Id, "?" + query);

        Assert.Equal(plain.Transcript(), asked.Transcript());
    }

    private async Task AssertNothingSetAsync(Func<string, Task<Answer>> uploadAsync)
    {
        var message = await Mail.DraftAsync();
        var before = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeMilliseconds();

        var uploaded = AttachmentView.Of((await uploadAsync(message)).ShouldBe(HttpStatusCode.Created).Json);

        var metadata = (await Mail.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Json;
        Assert.NotEqual(Id, uploaded.Id);
        Assert.Equal(
            (message, "note.txt", "text/plain", 9, Bytes.Hash(Bytes.Of("the bytes")), $"/api/v1/attachments/{uploaded.Id}/download", "pending"),
            (uploaded.MessageId, uploaded.FileName, uploaded.MimeType, uploaded.Size, uploaded.ContentHash, uploaded.Url, uploaded.ScanStatus));
        Assert.True(uploaded.UploadedAt > before, "The time of the upload was set by the client.");
        Assert.Equal("none", metadata.GetProperty("contentEncoding").GetString());
        Assert.Equal(1, await Host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(0, await Host.CountRowsAsync("attachments", "other-tenant"));
        (await Colleague.MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
        (await Host.As(User with { User = "other-user" }).MetadataAsync(uploaded.Id)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Form Fields(Form form)
    {
        foreach (var (name, value) in Internals)
            form.Field(name, value);
        return form;
    }
}
