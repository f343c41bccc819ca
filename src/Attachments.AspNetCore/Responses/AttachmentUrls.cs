namespace Attachments.AspNetCore.Responses;

/// <summary>Where an attachment's resources are, below the path under which the caller reached the endpoints.</summary>
internal static class AttachmentUrls
{
    public const string Collection = "/attachments/";
    public const string DownloadSegment = "/download";

    public static string Metadata(string prefix, AttachmentId id) => $"{prefix}{Collection}{id.Value}/metadata";
}
