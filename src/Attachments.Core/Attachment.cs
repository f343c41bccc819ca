using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments;

/// <summary>A named reference of one message to a blob, as it was read from the database.</summary>
public sealed record Attachment
{
    /// <summary>Gets the attachment's id.</summary>
    public required AttachmentId Id { get; init; }

    /// <summary>Gets the tenant that the attachment, its message and its blob belong to.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Gets the message that the attachment belongs to.</summary>
    public required MessageId Message { get; init; }

    /// <summary>Gets the owner of the message, who therefore owns the attachment.</summary>
    public required UserId Owner { get; init; }

    /// <summary>Gets who uploaded the attachment; an admin's upload into a user's draft is the user's.</summary>
    public required UserId UploadedBy { get; init; }

    /// <summary>Gets the blob that holds the bytes. Attachments of one tenant with the same bytes share it.</summary>
    public required BlobId Blob { get; init; }

    /// <summary>Gets the file name, cleaned for display and download. It never takes part in a storage path.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the media type without parameters, in lower case.</summary>
    public required string ContentType { get; init; }

    /// <summary>Gets how the bytes are encoded beside their type.</summary>
    public required ContentEncoding ContentEncoding { get; init; }

    /// <summary>Gets the number of bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets the SHA-256 of the bytes.</summary>
    public required ContentDigest Digest { get; init; }

    /// <summary>Gets when the attachment was made, by the database's clock, to the millisecond.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Gets what scanning has said of the bytes so far.</summary>
    public required ScanStatus ScanStatus { get; init; }

    /// <summary>Gets where the store keeps the bytes.</summary>
    public BlobKey Key => new(Tenant, Blob);
}
