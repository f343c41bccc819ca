namespace Attachments.Storage.S3;

/// <summary>Which service answers, and so which of the S3 protocol's variants it understands.</summary>
public enum S3Profile
{
    /// <summary>Amazon S3: the bucket is part of the host's name, writes are conditional.</summary>
    Aws,

    /// <summary>Ceph's object gateway: the bucket is part of the path, only whole objects are written conditionally.</summary>
    Ceph,

    /// <summary>MinIO: the bucket is part of the path, writes are conditional.</summary>
    MinIO,

    /// <summary>Cloudflare R2: the bucket is part of the path, all parts but the last have one length.</summary>
    R2,

    /// <summary>Any other: the bucket is part of the path, nothing is written conditionally, and all parts but the last have one length.</summary>
    Generic,
}
