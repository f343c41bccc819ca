using Amazon.S3;

namespace Attachments.Storage.S3.Connection;

/// <summary>A client that the host brought; it is the host's to dispose.</summary>
internal sealed record S3ClientSource(IAmazonS3 Client);
