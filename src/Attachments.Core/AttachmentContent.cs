using Attachments.Storage;

namespace Attachments;

/// <summary>An attachment whose bytes may be given out now.</summary>
public abstract class AttachmentContent
{
    /// <summary>Makes access to the bytes of <paramref name="attachment"/>.</summary>
    /// <param name="attachment">The attachment.</param>
    protected AttachmentContent(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        Attachment = attachment;
    }

    /// <summary>Gets the attachment.</summary>
    public Attachment Attachment { get; }

    /// <summary>Opens a range of the bytes for one sequential read.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many bytes, 1 or more; the range lies within the attachment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// A reader that the caller disposes; <see cref="RejectionCode.AttachmentNotFound"/> where the attachment was deleted meanwhile,
    /// what its verdict says where that came meanwhile; <see cref="RejectionCode.ContentMissing"/> where it is there without its bytes.
    /// </returns>
    public abstract ValueTask<AttachmentResult<BlobReader>> OpenReadAsync(long offset, long count, CancellationToken cancellationToken);
}
