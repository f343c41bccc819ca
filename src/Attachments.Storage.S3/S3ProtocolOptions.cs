namespace Attachments.Storage.S3;

/// <summary>Changes what <see cref="S3StoreOptions.Profile"/> decides. Section <c>Attachments:Storage:S3</c>; every default is null, which leaves it to the profile.</summary>
public sealed class S3ProtocolOptions
{
    /// <summary>Gets or sets whether the bucket is named in the path (<c>https://host/bucket/key</c>) rather than in the host.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>Gets or sets whether bodies are sent in signed chunks (<c>aws-chunked</c>).</summary>
    /// <remarks>A service that does not know them refuses them or stores their framing.</remarks>
    public bool? ChunkEncoding { get; set; }

    /// <summary>Gets or sets whether the SDK adds its own checksum (CRC) to what is sent.</summary>
    public bool? SdkChecksums { get; set; }

    /// <summary>Gets or sets whether Content-MD5 guards what is sent, instead of the payload's SHA-256 in the signature.</summary>
    /// <remarks>Needs HTTPS.</remarks>
    public bool? ContentMd5 { get; set; }

    /// <summary>Gets or sets whether objects are written with <c>If-None-Match: *</c>, so that none is ever overwritten.</summary>
    public bool? ConditionalWrites { get; set; }

    /// <summary>Gets or sets whether all parts of an upload but the last must have one length.</summary>
    public bool? EqualParts { get; set; }
}
