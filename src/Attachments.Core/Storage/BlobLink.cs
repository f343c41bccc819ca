namespace Attachments.Storage;

/// <summary>What a direct answer with a blob's bytes says.</summary>
/// <param name="ContentType">The header <c>Content-Type</c>.</param>
/// <param name="ContentDisposition">The header <c>Content-Disposition</c>, ASCII.</param>
public sealed record BlobLink(string ContentType, string ContentDisposition);
