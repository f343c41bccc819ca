namespace Attachments.Storage.S3;

/// <summary>How the service keeps objects. Section <c>Attachments:Storage:S3</c>.</summary>
public sealed class S3ObjectOptions
{
    /// <summary>Gets or sets how the service encrypts what it stores.</summary>
    /// <value><c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>. The default is null: as the bucket says.</value>
    public string? ServerSideEncryption { get; set; }

    /// <summary>Gets or sets the key of the key management service.</summary>
    /// <value>An id or ARN. The default is null: the service's own. Only with a <see cref="ServerSideEncryption"/> by that service.</value>
    public string? KmsKeyId { get; set; }

    /// <summary>Gets or sets the storage class.</summary>
    /// <value>For example <c>STANDARD_IA</c> or <c>INTELLIGENT_TIERING</c>; one that can be read at once. The default is null: the bucket's.</value>
    public string? StorageClass { get; set; }
}
