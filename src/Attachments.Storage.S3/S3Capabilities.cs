namespace Attachments.Storage.S3;

/// <summary>What a profile decides: the variant of the protocol that is spoken.</summary>
internal sealed record S3Capabilities
{
    /// <summary>Gets whether the bucket is named in the path rather than in the host.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>Gets whether bodies are sent in signed chunks (<c>aws-chunked</c>). A service that does not know them stores their framing.</summary>
    public bool ChunkEncoding { get; init; }

    /// <summary>Gets whether the SDK adds its own checksum (CRC) to what it sends, beside the payload's hash.</summary>
    public bool SdkChecksums { get; init; }

    /// <summary>Gets whether bodies are guarded by Content-MD5 instead of the signed SHA-256 of the payload. Needs HTTPS.</summary>
    public bool ContentMd5 { get; init; }

    /// <summary>Gets whether PutObject honours <c>If-None-Match: *</c>.</summary>
    public bool ConditionalPut { get; init; }

    /// <summary>Gets whether CompleteMultipartUpload honours <c>If-None-Match: *</c>.</summary>
    public bool ConditionalComplete { get; init; }

    /// <summary>Gets whether all parts of an upload but the last must have one length.</summary>
    public bool EqualParts { get; init; }

    /// <summary>Gets the region that requests are signed for where none is set.</summary>
    public string? DefaultRegion { get; init; } = "us-east-1";

    public static S3Capabilities Of(S3Profile profile) => profile switch
    {
        S3Profile.Aws => new S3Capabilities { PathStyle = false, ConditionalPut = true, ConditionalComplete = true, DefaultRegion = null },
        S3Profile.Ceph => new S3Capabilities { ConditionalPut = true },
        S3Profile.MinIO => new S3Capabilities { ConditionalPut = true, ConditionalComplete = true },
        S3Profile.R2 => new S3Capabilities { ConditionalPut = true, EqualParts = true, DefaultRegion = "auto" },
        _ => new S3Capabilities { EqualParts = true },
    };

    /// <summary>Makes what a store speaks of its profile and of what was set beside it.</summary>
    public static S3Capabilities Of(S3Profile profile, S3ProtocolOptions overrides)
    {
        var chosen = Of(profile);
        return chosen with
        {
            PathStyle = overrides.PathStyle ?? chosen.PathStyle,
            ChunkEncoding = overrides.ChunkEncoding ?? chosen.ChunkEncoding,
            SdkChecksums = overrides.SdkChecksums ?? chosen.SdkChecksums,
            ContentMd5 = overrides.ContentMd5 ?? chosen.ContentMd5,
            ConditionalPut = overrides.ConditionalWrites ?? chosen.ConditionalPut,
            ConditionalComplete = overrides.ConditionalWrites ?? chosen.ConditionalComplete,
            EqualParts = overrides.EqualParts ?? chosen.EqualParts,
        };
    }
}
