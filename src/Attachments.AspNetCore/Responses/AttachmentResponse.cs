using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>An attachment as it shows in a list; the order is the order on the wire.</summary>
internal record AttachmentResponse
{
    protected AttachmentResponse(Attachment attachment, string prefix)
    {
        Id = attachment.Id.ToString();
        MessageId = attachment.Message.Value;
        FileName = attachment.FileName;
        MimeType = attachment.ContentType;
        Size = attachment.Length;
        UploadedAt = attachment.UploadedAt.ToUnixTimeMilliseconds();
        ContentHash = attachment.Digest.ToString();
        Url = $"{prefix}/attachments/{Id}/download";
    }

    [JsonPropertyName("id"), JsonPropertyOrder(1)]
    public string Id { get; }

    [JsonPropertyName("messageId"), JsonPropertyOrder(2)]
    public string MessageId { get; }

    [JsonPropertyName("filename"), JsonPropertyOrder(3)]
    public string FileName { get; }

    [JsonPropertyName("mimeType"), JsonPropertyOrder(4)]
    public string MimeType { get; }

    /// <summary>Gets the number of bytes.</summary>
    [JsonPropertyName("size"), JsonPropertyOrder(5)]
    public long Size { get; }

    /// <summary>Gets the time of the upload in milliseconds since the Unix epoch.</summary>
    [JsonPropertyName("uploadedAt"), JsonPropertyOrder(6)]
    public long UploadedAt { get; }

    /// <summary>Gets the SHA-256 of the bytes in lower-case hexadecimal digits.</summary>
    [JsonPropertyName("contentHash"), JsonPropertyOrder(7)]
    public string ContentHash { get; }

    [JsonPropertyName("url"), JsonPropertyOrder(9)]
    public string Url { get; }

    /// <param name="attachment">The attachment.</param>
    /// <param name="prefix">The path under which the caller reached the endpoints, without a trailing slash.</param>
    public static AttachmentResponse Of(Attachment attachment, string prefix) => new(attachment, prefix);
}
