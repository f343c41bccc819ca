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

    /// <summary>Gets whether <see cref="MakeLinkAsync"/> can be called: the store lets clients read from it directly, and is set up to.</summary>
    /// <value>False, unless an implementation says otherwise.</value>
    public virtual bool MakesLinks => false;

    /// <summary>Opens a range of the bytes for one sequential read.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many bytes, 1 or more; the range lies within the attachment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// A reader that the caller disposes; <see cref="RejectionCode.AttachmentNotFound"/> where the attachment was deleted meanwhile,
    /// what its verdict says where that came meanwhile; <see cref="RejectionCode.ContentMissing"/> where it is there without its bytes.
    /// </returns>
    public abstract ValueTask<AttachmentResult<BlobReader>> OpenReadAsync(long offset, long count, CancellationToken cancellationToken);

    /// <summary>Makes an address in the store that answers with all of the bytes, for a short time and without another credential.</summary>
    /// <param name="link">What the answer says of the bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address, or the refusals of <see cref="OpenReadAsync"/>.</returns>
    /// <exception cref="NotSupportedException"><see cref="MakesLinks"/> is false.</exception>
    public virtual ValueTask<AttachmentResult<Uri>> MakeLinkAsync(BlobLink link, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This attachment's bytes are not given out by links.");
}
