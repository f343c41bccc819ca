using Attachments.Content;

namespace Attachments.EntityFrameworkCore;

/// <summary>An attachment in the host's queries: a named reference of one message to a blob.</summary>
/// <typeparam name="TMessage">The host's message.</typeparam>
/// <remarks>
/// For reading. Rows are made and changed by the library, whose statements hold the rules between attachments, blobs and bytes; an update through EF
/// throws. Deleting the message deletes its attachments; their bytes go with the sweeper's next walks.
/// </remarks>
public sealed class AttachmentRow<TMessage>
    where TMessage : class
{
    private AttachmentRow()
    {
    }

    /// <summary>Gets the id, a UUID of version 7 that sorts by time.</summary>
    public Guid Id { get; private set; }

    /// <summary>Gets the tenant.</summary>
    public string TenantId { get; private set; } = null!;

    /// <summary>Gets the message it belongs to.</summary>
    /// <value>
    /// On a loaded entity null unless it was included. In a query its key is to be had without a join from the property <c>MessageId</c>,
    /// of the key's own type: <c>EF.Property&lt;Guid&gt;(attachment, "MessageId")</c>.
    /// </value>
    public TMessage Message { get; private set; } = null!;

    /// <summary>Gets the id of the user who owns it: the message's owner when it was uploaded or last reassigned.</summary>
    public string OwnerId { get; private set; } = null!;

    /// <summary>Gets the id of the user who uploaded it.</summary>
    public string UploadedBy { get; private set; } = null!;

    /// <summary>Gets the id of its blob.</summary>
    public Guid BlobId { get; private set; }

    /// <summary>Gets its blob, which knows the length, the digest and the verdict.</summary>
    /// <value>On a loaded entity null unless it was included.</value>
    public BlobRow Blob { get; private set; } = null!;

    /// <summary>Gets the cleaned file name.</summary>
    public string FileName { get; private set; } = null!;

    /// <summary>Gets the media type, in lower case and without parameters.</summary>
    public string ContentType { get; private set; } = null!;

    /// <summary>Gets how the bytes are encoded beside their type.</summary>
    public ContentEncoding ContentEncoding { get; private set; }

    /// <summary>Gets when it was attached, by the database's clock, to the millisecond.</summary>
    public DateTimeOffset UploadedAt { get; private set; }
}
