using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.AspNetCore.Responses;

/// <summary>What is written by hand is what the records show to OpenAPI.</summary>
public sealed class AttachmentJsonTests
{
    private const string Prefix = "/base/api/v1";

    private static readonly Attachment Attachment = new()
    {
        Id = new AttachmentId(Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")),
        Tenant = TenantId.Parse("tenant-1"),
        Message = MessageId.Parse("message \"1\""),
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("uploader"),
        FileName = "Grüße \\ 😀.pdf",
        ContentType = "application/pdf",
        ContentEncoding = ContentEncoding.Base64,
        UploadedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        Blob = new BlobId(Guid.NewGuid()),
        Digest = ContentDigest.Of("content"u8),
        Length = 5_000_000_000,
        ScanStatus = ScanStatus.Safe,
    };

    [Fact]
    public void A_list_is_what_its_record_shows()
    {
        var page = new AttachmentPage([Attachment, Attachment with { ContentEncoding = ContentEncoding.None }], 12);

        var written = Write(json => AttachmentJson.WriteList(json, page, offset: 10, limit: 2, Prefix));

        var shown = Read(written, AttachmentsJsonContext.Default.AttachmentListResponse);
        Assert.Equal(new AttachmentListPagination(12, 10, 2), shown.Pagination);
        Assert.Equal(2, shown.Data.Length);
        Assert.All(shown.Data, item => Assert.Equal(
            new AttachmentResponse(
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "message \"1\"", "Grüße \\ 😀.pdf", "application/pdf", 5_000_000_000, 1_700_000_000_123,
                Attachment.Digest.ToString(), "/base/api/v1/attachments/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b/download"),
            item));
        AssertOrder<AttachmentListResponse>(written.RootElement);
        AssertOrder<AttachmentResponse>(written.RootElement.GetProperty("data")[0]);
        AssertOrder<AttachmentListPagination>(written.RootElement.GetProperty("pagination"));
    }

    [Fact]
    public void Metadata_are_what_their_record_shows()
    {
        var written = Write(json => AttachmentJson.WriteMetadata(json, Attachment, Prefix));

        Assert.Equal(
            new AttachmentMetadataResponse(
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "message \"1\"", "Grüße \\ 😀.pdf", "application/pdf", 5_000_000_000, 1_700_000_000_123,
                Attachment.Digest.ToString(), "base64", "/base/api/v1/attachments/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b/download", "safe"),
            Read(written, AttachmentsJsonContext.Default.AttachmentMetadataResponse));
        AssertOrder<AttachmentMetadataResponse>(written.RootElement);
    }

    [Theory]
    [InlineData(false, "safe")]
    [InlineData(true, "duplicate")]
    public void What_came_of_an_upload_is_what_its_record_shows(bool isDuplicate, string status)
    {
        var written = Write(json => AttachmentJson.WriteUploaded(json, new UploadedAttachment(Attachment, isDuplicate), Prefix));

        Assert.Equal(
            new UploadedAttachmentResponse(
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "message \"1\"", "Grüße \\ 😀.pdf", "application/pdf", 5_000_000_000, 1_700_000_000_123,
                Attachment.Digest.ToString(), "/base/api/v1/attachments/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b/download", status),
            Read(written, AttachmentsJsonContext.Default.UploadedAttachmentResponse));
        AssertOrder<UploadedAttachmentResponse>(written.RootElement);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/\"quoted\"\\")]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(5_000)]
    public void An_address_may_have_any_prefix(object form)
    {
        var prefix = form as string ?? "/" + new string('p', (int)form - 1);

        var written = Write(json => AttachmentJson.WriteMetadata(json, Attachment, prefix));

        Assert.Equal($"{prefix}/attachments/{Attachment.Id}/download", written.RootElement.GetProperty("url").GetString());
    }

    private static JsonDocument Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static T Read<T>(JsonDocument written, JsonTypeInfo<T> type) => written.Deserialize(type)!;

    private static void AssertOrder<T>(JsonElement written) => Assert.Equal(
        typeof(T).GetProperties().Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).Where(name => name is not null),
        written.EnumerateObject().Select(property => property.Name));
}
