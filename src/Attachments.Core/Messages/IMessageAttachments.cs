using Attachments.Access;

namespace Attachments.Messages;

/// <summary>What a host tells the library when its messages change.</summary>
/// <remarks>Every method may throw <see cref="Persistence.AttachmentDatabaseException"/>; it can then be called again.</remarks>
public interface IMessageAttachments
{
    /// <summary>Closes a message to uploads, because it is about to be sent.</summary>
    /// <param name="tenant">The message's tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// How many attachments the message is sent with; or a refusal while one of them is infected, unscannable or (scanning on) pending,
    /// or <see cref="RejectionCode.MessageNotFound"/> where the message was deleted.
    /// </returns>
    /// <remarks>The check and the seal are one transaction: no attachment comes later. Sealing twice succeeds.</remarks>
    ValueTask<AttachmentResult<long>> SealAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Opens a sealed message to uploads again, for instance because sending it failed.</summary>
    /// <param name="tenant">The message's tenant.</param>
    /// <param name="message">The message. One that was deleted stays closed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask ReopenAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Deletes all attachments of a message that the host has deleted, and closes it to uploads still under way.</summary>
    /// <param name="tenant">The message's tenant.</param>
    /// <param name="message">The message, which the host's directory should no longer find.</param>
    /// <param name="cancellationToken">Cancels the call, which can then be repeated.</param>
    /// <returns>How many attachments were deleted.</returns>
    ValueTask<int> DeleteAllAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Gives a message's attachments to the message's new owner, once the host's directory tells of that owner.</summary>
    /// <remarks>
    /// An upload that is under way asks the directory again when it is done. Where its host dies just then, or the directory does not answer, its attachment keeps the
    /// owner before: a second call, once no upload can be left of those times, mends that.
    /// </remarks>
    /// <param name="tenant">The message's tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many attachments changed owner.</returns>
    ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken = default);
}
