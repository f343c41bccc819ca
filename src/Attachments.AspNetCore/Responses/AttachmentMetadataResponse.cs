using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>An attachment with all that is known of it.</summary>
internal sealed record AttachmentMetadataResponse : AttachmentResponse
{
    private AttachmentMetadataResponse(Attachment attachment, string prefix)
        : base(attachment, prefix)
    {
        ContentEncoding = attachment.ContentEncoding == Content.ContentEncoding.Base64 ? "base64" : "none";
        VirusScanStatus = ScanStatusText.Of(attachment.ScanStatus);
    }

    /// <summary>Gets <c>none</c> or <c>base64</c>.</summary>
    [JsonPropertyName("contentEncoding"), JsonPropertyOrder(8)]
    public string ContentEncoding { get; }

    /// <summary>Gets <c>pending</c>, <c>safe</c>, <c>infected</c> or <c>unscannable</c>.</summary>
    [JsonPropertyName("virusScanStatus"), JsonPropertyOrder(10)]
    public string VirusScanStatus { get; }

    public static new AttachmentMetadataResponse Of(Attachment attachment, string prefix) => new(attachment, prefix);
}
