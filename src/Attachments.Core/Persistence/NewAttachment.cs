using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>An attachment that is about to be made, and the rules that must hold in the transaction that makes it.</summary>
public sealed record NewAttachment
{
    /// <summary>Gets the id it will have. The same over all tries, which makes a try repeatable.</summary>
    public required AttachmentId Id { get; init; }

    /// <summary>Gets the message it will belong to.</summary>
    public required MessageId Message { get; init; }

    /// <summary>Gets the message's owner.</summary>
    public required UserId Owner { get; init; }

    /// <summary>Gets who uploads.</summary>
    public required UserId UploadedBy { get; init; }

    /// <summary>Gets the cleaned file name.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Gets how the bytes are encoded beside their type.</summary>
    public required ContentEncoding ContentEncoding { get; init; }

    /// <summary>Gets the key under which this upload's own bytes are staged; its tenant is the attachment's.</summary>
    public required BlobKey OwnBlob { get; init; }

    /// <summary>Gets the SHA-256 of the bytes.</summary>
    public required ContentDigest Digest { get; init; }

    /// <summary>Gets the number of bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets what scanners said of the bytes while they streamed in; null where none has looked, or not all have.</summary>
    /// <value>A new blob begins with it, and a blob of the same bytes that is still pending gets it. <see cref="ScanStatus.Infected"/> is never attached.</value>
    public BlobVerdict? Verdict { get; init; }

    /// <summary>Gets whether a blob of the same bytes that is <see cref="ScanStatus.Unscannable"/> is refused. One that is <see cref="ScanStatus.Infected"/> always is.</summary>
    public bool RefuseUnscannable { get; init; }

    /// <summary>Gets the status that a new blob begins with.</summary>
    public ScanStatus ScanStatus => Verdict?.Status ?? ScanStatus.Pending;

    /// <summary>Gets the most attachments that the message may have.</summary>
    public required int MaxAttachmentsPerMessage { get; init; }

    /// <summary>Gets the tenant.</summary>
    public TenantId Tenant => OwnBlob.Tenant;
}
