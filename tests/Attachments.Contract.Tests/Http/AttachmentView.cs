using System.Text.Json;

namespace Attachments.Contract.Http;

/// <summary>An attachment as the wire shows it.</summary>
public sealed record AttachmentView(
    string Id, string MessageId, string FileName, string MimeType, long Size, long UploadedAt, string ContentHash, string Url, string? ScanStatus)
{
    public static AttachmentView Of(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        json.GetProperty("messageId").GetString()!,
        json.GetProperty("filename").GetString()!,
        json.GetProperty("mimeType").GetString()!,
        json.GetProperty("size").GetInt64(),
        json.GetProperty("uploadedAt").GetInt64(),
        json.GetProperty("contentHash").GetString()!,
        json.GetProperty("url").GetString()!,
        json.TryGetProperty("virusScanStatus", out var status) ? status.GetString() : null);
}
