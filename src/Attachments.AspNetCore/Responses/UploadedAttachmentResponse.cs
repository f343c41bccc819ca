using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>An attachment as the answer to its upload shows it.</summary>
internal sealed record UploadedAttachmentResponse : AttachmentResponse
{
    private UploadedAttachmentResponse(UploadedAttachment upload, string prefix)
        : base(upload.Attachment, prefix) =>
        VirusScanStatus = upload.IsDuplicate ? "duplicate" : ScanStatusText.Of(upload.Attachment.ScanStatus);

    /// <summary>Gets <c>pending</c>, <c>safe</c>, <c>infected</c>, <c>unscannable</c>, or <c>duplicate</c> where the message had the same bytes already.</summary>
    [JsonPropertyName("virusScanStatus"), JsonPropertyOrder(10)]
    public string VirusScanStatus { get; }

    public static UploadedAttachmentResponse Of(UploadedAttachment upload, string prefix) => new(upload, prefix);
}
