using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>An attachment as the answer to its upload shows it; the order is the order on the wire.</summary>
/// <param name="Id">The attachment's id.</param>
/// <param name="MessageId">Its message's id.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="MimeType">The file's media type.</param>
/// <param name="Size">The number of bytes.</param>
/// <param name="UploadedAt">The time of the upload in milliseconds since the Unix epoch.</param>
/// <param name="ContentHash">The SHA-256 of the bytes in lower-case hexadecimal digits.</param>
/// <param name="Url">Where the bytes are.</param>
/// <param name="VirusScanStatus"><c>pending</c>, <c>safe</c>, <c>infected</c>, <c>unscannable</c>, or <c>duplicate</c> where the message had the same bytes already.</param>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record UploadedAttachmentResponse(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("messageId")] string MessageId,
    [property: JsonPropertyName("filename")] string FileName,
    [property: JsonPropertyName("mimeType")] string MimeType,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("uploadedAt")] long UploadedAt,
    [property: JsonPropertyName("contentHash")] string ContentHash,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("virusScanStatus")] string VirusScanStatus);
