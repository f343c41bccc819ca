namespace Attachments.AspNetCore.Responses;

/// <summary>Where an attachment's resources are, below the path under which the caller reached the endpoints.</summary>
internal static class AttachmentUrls
{
    public static string Download(string prefix, AttachmentId id) => $"{prefix}/attachments/{id}/download";

    public static string Metadata(string prefix, AttachmentId id) => $"{prefix}/attachments/{id}/metadata";
}
