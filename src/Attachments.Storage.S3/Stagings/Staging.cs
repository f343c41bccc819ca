namespace Attachments.Storage.S3.Stagings;

/// <summary>A multipart upload that is neither complete nor aborted.</summary>
internal sealed record Staging(string ObjectKey, string UploadId, DateTimeOffset Initiated);
