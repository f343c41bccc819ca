namespace Attachments.Storage.S3;

/// <summary>Which bucket holds the bytes, and who asks for them. Section <c>Attachments:Storage:S3</c>.</summary>
public sealed class S3StoreOptions
{
    /// <summary>Gets or sets the service's address.</summary>
    /// <value><c>https://host</c> or <c>http://host:port</c>. Required unless <see cref="Profile"/> is <see cref="S3Profile.Aws"/>, where <see cref="Region"/> is enough. The default is null.</value>
    public string? ServiceUrl { get; set; }

    /// <summary>Gets or sets the region that requests are signed for.</summary>
    /// <value>The default is null: <c>us-east-1</c>, <c>auto</c> with R2. With Amazon S3 it then comes from the SDK's own configuration.</value>
    public string? Region { get; set; }

    /// <summary>Gets or sets the bucket, which must exist.</summary>
    /// <value>Required.</value>
    public string Bucket { get; set; } = "";

    /// <summary>Gets or sets the key's public half.</summary>
    /// <value>The default is null: the SDK looks for credentials itself, in the environment, a profile, or the machine's role.</value>
    public string? AccessKey { get; set; }

    /// <summary>Gets or sets the key's secret half.</summary>
    /// <value>Required where <see cref="AccessKey"/> is set.</value>
    public string? SecretKey { get; set; }

    /// <summary>Gets or sets which service it is.</summary>
    /// <value>The default is <see cref="S3Profile.Aws"/>.</value>
    public S3Profile Profile { get; set; }

    /// <summary>Gets or sets what the keys of all objects begin with.</summary>
    /// <value>Up to 512 characters of <c>[A-Za-z0-9/_-]</c>; a slash is added at its end. The default is empty: the whole bucket is the store's.</value>
    public string KeyPrefix { get; set; } = "";
}
