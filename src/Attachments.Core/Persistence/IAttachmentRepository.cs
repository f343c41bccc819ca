using Attachments.Access;
using Attachments.Messages;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>The attachments' rows and the rules that bind them to blobs.</summary>
/// <remarks>
/// <para>
/// Each method is one transaction. Under any concurrency: one row per message and content, one blob per tenant and content, never more attachments
/// than the limit, never an attachment on a sealed or deleted message, and never an attachment whose blob has no bytes.
/// </para>
/// <para>Every method throws <see cref="AttachmentDatabaseException"/> where the database cannot be reached. Prove an implementation with <c>AttachmentRepositoryConformanceTests</c> of the package Attachments.Testing.</para>
/// </remarks>
public interface IAttachmentRepository
{
    /// <summary>Reads what an upload must know before its body is read. A hint: the exact checks are made when attaching.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<MessageState> ReadMessageAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken);

    /// <summary>Attaches to a blob that the tenant already has; where it has none, reserves the upload's own key.</summary>
    /// <param name="attachment">The attachment to make.</param>
    /// <param name="grace">How long the reservation keeps the sweeper away, by the database's clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Any status but <see cref="AttachStatus.ReservationLost"/>.</returns>
    ValueTask<AttachOutcome> AttachOrReserveAsync(NewAttachment attachment, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Keeps the sweeper away from a reservation for longer, while publishing takes its time.</summary>
    /// <param name="key">The reserved key.</param>
    /// <param name="grace">How long from now.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where the reservation is lost.</returns>
    ValueTask<bool> RenewReservationAsync(BlobKey key, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Turns a reservation whose bytes are published into a blob, and attaches to it; or to the blob of the same bytes that came first.</summary>
    /// <param name="attachment">The attachment to make, as it was reserved.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// Any status but <see cref="AttachStatus.Reserved"/>. Unless the attachment's blob is <see cref="NewAttachment.OwnBlob"/>, or the outcome is in doubt,
    /// the caller deletes its own bytes and forgets the key.
    /// </returns>
    ValueTask<AttachOutcome> AttachNewAsync(NewAttachment attachment, CancellationToken cancellationToken);

    /// <summary>Reads one attachment.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The attachment.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The attachment, or null where the tenant has none of that id.</returns>
    ValueTask<Attachment?> FindAsync(TenantId tenant, AttachmentId id, CancellationToken cancellationToken);

    /// <summary>Reads a slice of a message's attachments, oldest first, ties by id, and their total. The two may be a moment apart.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="offset">How many to skip.</param>
    /// <param name="limit">How many to read at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<AttachmentPage> ListAsync(TenantId tenant, MessageId message, long offset, int limit, CancellationToken cancellationToken);

    /// <summary>Reads some attachments of a message, to delete them.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="limit">How many to read at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<AttachmentReference>> FindReferencesAsync(TenantId tenant, MessageId message, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes attachments, and condemns the blobs whose last reference they were.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="attachments">The attachments, as they were read. One that is gone already is no error.</param>
    /// <param name="lease">How long the caller has for deleting the condemned bytes before the sweeper does it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<DeleteOutcome> DeleteAsync(TenantId tenant, IReadOnlyList<AttachmentReference> attachments, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a message's attachments a new owner.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many attachments there were.</returns>
    ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken);

    /// <summary>Gives one attachment a new owner, if it still has the old one.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The attachment.</param>
    /// <param name="from">The old owner.</param>
    /// <param name="to">The new owner.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it had the old one.</returns>
    ValueTask<bool> ReassignOneAsync(TenantId tenant, AttachmentId id, UserId from, UserId to, CancellationToken cancellationToken);
}
