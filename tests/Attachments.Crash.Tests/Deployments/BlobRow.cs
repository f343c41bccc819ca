namespace Attachments.Crash.Deployments;

/// <summary>A row of the blobs' table.</summary>
internal sealed record BlobRow(Guid Id, string Digest, long Length);
