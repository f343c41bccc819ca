using System.Buffers;
using System.Text.Json;
using Attachments.Content;

namespace Attachments.AspNetCore.Responses;

/// <summary>Writes attachments without a string for each id, digest and address: of a list of ten, those were a third of all that its request allocated.</summary>
/// <remarks><see cref="AttachmentResponse"/>, <see cref="AttachmentMetadataResponse"/> and <see cref="UploadedAttachmentResponse"/> show the same to OpenAPI; a test holds the two together.</remarks>
internal static class AttachmentJson
{
    private const int ShortUrl = 256;
    private const int IdLength = 36;

    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText Pagination = JsonEncodedText.Encode("pagination");
    private static readonly JsonEncodedText Total = JsonEncodedText.Encode("total");
    private static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
    private static readonly JsonEncodedText Limit = JsonEncodedText.Encode("limit");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText MessageId = JsonEncodedText.Encode("messageId");
    private static readonly JsonEncodedText FileName = JsonEncodedText.Encode("filename");
    private static readonly JsonEncodedText MimeType = JsonEncodedText.Encode("mimeType");
    private static readonly JsonEncodedText Size = JsonEncodedText.Encode("size");
    private static readonly JsonEncodedText UploadedAt = JsonEncodedText.Encode("uploadedAt");
    private static readonly JsonEncodedText ContentHash = JsonEncodedText.Encode("contentHash");
    private static readonly JsonEncodedText Encoding = JsonEncodedText.Encode("contentEncoding");
    private static readonly JsonEncodedText Url = JsonEncodedText.Encode("url");
    private static readonly JsonEncodedText VirusScanStatus = JsonEncodedText.Encode("virusScanStatus");

    /// <summary>Writes a slice of a message's attachments.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="page">The attachments, and how many there are in all.</param>
    /// <param name="offset">How many were skipped.</param>
    /// <param name="limit">How many were asked for at most.</param>
    /// <param name="prefix">The path under which the caller reached the endpoints, without a trailing slash.</param>
    public static void WriteList(Utf8JsonWriter json, AttachmentPage page, long offset, int limit, string prefix)
    {
        json.WriteStartObject();
        json.WriteStartArray(Data);
        foreach (var attachment in page.Items)
        {
            json.WriteStartObject();
            WriteFile(json, attachment);
            WriteUrl(json, attachment.Id, prefix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject(Pagination);
        json.WriteNumber(Total, page.Total);
        json.WriteNumber(Offset, offset);
        json.WriteNumber(Limit, limit);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes all that is known of an attachment.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="attachment">The attachment.</param>
    /// <param name="prefix">The path under which the caller reached the endpoints, without a trailing slash.</param>
    public static void WriteMetadata(Utf8JsonWriter json, Attachment attachment, string prefix)
    {
        json.WriteStartObject();
        WriteFile(json, attachment);
        json.WriteString(Encoding, attachment.ContentEncoding == ContentEncoding.Base64 ? "base64" : "none");
        WriteUrl(json, attachment.Id, prefix);
        json.WriteString(VirusScanStatus, ScanStatusText.Of(attachment.ScanStatus));
        json.WriteEndObject();
    }

    /// <summary>Writes what came of an upload.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="upload">The upload.</param>
    /// <param name="prefix">The path under which the caller reached the endpoints, without a trailing slash.</param>
    public static void WriteUploaded(Utf8JsonWriter json, UploadedAttachment upload, string prefix)
    {
        json.WriteStartObject();
        WriteFile(json, upload.Attachment);
        WriteUrl(json, upload.Attachment.Id, prefix);
        json.WriteString(VirusScanStatus, upload.IsDuplicate ? "duplicate" : ScanStatusText.Of(upload.Attachment.ScanStatus));
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, Attachment attachment)
    {
        json.WriteString(Id, attachment.Id.Value);
        json.WriteString(MessageId, attachment.Message.Value);
        json.WriteString(FileName, attachment.FileName);
        json.WriteString(MimeType, attachment.ContentType);
        json.WriteNumber(Size, attachment.Length);
        json.WriteNumber(UploadedAt, attachment.UploadedAt.ToUnixTimeMilliseconds());
        WriteHash(json, attachment.Digest);
    }

    private static void WriteHash(Utf8JsonWriter json, ContentDigest digest)
    {
        Span<byte> bytes = stackalloc byte[ContentDigest.Size];
        Span<byte> digits = stackalloc byte[2 * ContentDigest.Size];
        digest.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, digits, out _);
        json.WriteString(ContentHash, digits);
    }

    private static void WriteUrl(Utf8JsonWriter json, AttachmentId id, string prefix)
    {
        var length = prefix.Length + AttachmentUrls.Collection.Length + IdLength + AttachmentUrls.DownloadSegment.Length;
        var rented = length <= ShortUrl ? null : ArrayPool<char>.Shared.Rent(length);
        var url = rented is null ? stackalloc char[ShortUrl] : rented;

        url.TryWrite($"{prefix}{AttachmentUrls.Collection}{id.Value}{AttachmentUrls.DownloadSegment}", out _);
        json.WriteString(Url, url[..length]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
    }
}
