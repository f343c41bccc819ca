namespace Attachments.LoadTests.Speed.Servers;

/// <summary>What the bare endpoints answer: the members of the product's metadata, under the same names.</summary>
internal sealed record BareAttachment(
    Guid Id, string MessageId, string Filename, string MimeType, long Size, long UploadedAt, string ContentHash, string ContentEncoding, string Url, string VirusScanStatus);
