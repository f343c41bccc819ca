using Attachments.Access;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Scanning;

namespace Attachments;

/// <summary>The operations on attachments, for callers whose right to them is checked here.</summary>
/// <remarks>
/// <para>Another tenant's message or attachment, another user's, and one that does not exist are refused alike.</para>
/// <para>Every method may throw <see cref="Storage.BlobStoreException"/> or <see cref="Persistence.AttachmentDatabaseException"/>; an upload that is scanned inline <see cref="ScannerUnavailableException"/> too. Transient, because it asks the host's directory and policy, which may be scoped: resolve it in a request's scope.</para>
/// </remarks>
public interface IAttachmentService
{
    /// <summary>Reads a slice of a message's attachments, oldest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="message">The message.</param>
    /// <param name="offset">How many to skip, 0 or more.</param>
    /// <param name="limit">How many to read at most, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> or <paramref name="limit"/> is out of its range.</exception>
    ValueTask<AttachmentResult<AttachmentPage>> ListAsync(
        AttachmentCaller caller, MessageId message, long offset, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads one attachment's metadata.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">The attachment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<AttachmentResult<Attachment>> GetAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken = default);

    /// <summary>Gets access to one attachment's bytes, if its verdict allows that they are given out.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">The attachment.</param>
    /// <param name="action">What is about to be done with the bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <remarks>The store is not touched before <see cref="AttachmentContent.OpenReadAsync"/>.</remarks>
    ValueTask<AttachmentResult<AttachmentContent>> OpenAsync(
        AttachmentCaller caller, AttachmentId id, ContentAction action, CancellationToken cancellationToken = default);

    /// <summary>Adds an attachment to a message that accepts them.</summary>
    /// <param name="caller">Who uploads.</param>
    /// <param name="message">The message.</param>
    /// <param name="source">Where the file comes from; asked only when the message's own checks have passed.</param>
    /// <param name="cancellationToken">Cancels the upload until its bytes are being published.</param>
    /// <returns>The attachment; or a refusal, which leaves no row, no blob and no temporary file.</returns>
    ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(
        AttachmentCaller caller, MessageId message, UploadSource source, CancellationToken cancellationToken = default);

    /// <summary>Deletes one attachment; its bytes go with the last attachment that shares them.</summary>
    /// <param name="caller">Who deletes.</param>
    /// <param name="id">The attachment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The attachment that was deleted. If the store is down the delete still succeeds and the bytes are deleted later.</returns>
    ValueTask<AttachmentResult<Attachment>> DeleteAsync(AttachmentCaller caller, AttachmentId id, CancellationToken cancellationToken = default);
}
