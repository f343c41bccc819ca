namespace Attachments.Storage.S3.Diagnosis;

/// <summary>Knows which permission a request needs, for services that do not say so.</summary>
internal static class Permissions
{
    public static string? For(string? what) => what switch
    {
        "publish a blob" or "begin an upload" or "store a part" => "s3:PutObject",
        "read a blob" or "look a blob up" => "s3:GetObject or, for what is not there, s3:ListBucket",
        "read an object's tags" => "s3:GetObjectTagging",
        "delete a blob" => "s3:DeleteObject",
        "discard an upload" => "s3:AbortMultipartUpload",
        "list parts" => "s3:ListMultipartUploadParts",
        "list uploads" => "s3:ListBucketMultipartUploads",
        "list blobs" => "s3:ListBucket",
        _ => null,
    };
}
