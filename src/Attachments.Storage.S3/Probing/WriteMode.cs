namespace Attachments.Storage.S3.Probing;

/// <summary>One way to send a body.</summary>
internal sealed record WriteMode(string Name, bool Chunked = false, bool Checksums = false, bool Md5 = false)
{
    /// <summary>All ways, the one that asks the least of a service first.</summary>
    public static readonly IReadOnlyList<WriteMode> All =
    [
        new("plain body"),
        new("plain body with the SDK's checksum", Checksums: true),
        new("unsigned body with Content-MD5", Md5: true),
        new("chunked body", Chunked: true),
        new("chunked body with the SDK's checksum", Chunked: true, Checksums: true),
    ];

    public static WriteMode? Of(S3Capabilities capabilities) => All.FirstOrDefault(mode =>
        mode.Chunked == capabilities.ChunkEncoding && mode.Checksums == capabilities.SdkChecksums && mode.Md5 == capabilities.ContentMd5);
}
