using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Persistence;

/// <summary>Which messages are closed to uploads. Takes the same lock per message that attaching takes.</summary>
/// <remarks>Every method throws <see cref="AttachmentDatabaseException"/> where the database cannot be reached.</remarks>
public interface ISealRepository
{
    /// <summary>Checks the verdicts of a message's attachments and closes it, in one transaction.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message. One that is sealed stays so; one that is deleted too.</param>
    /// <param name="rules">Which verdicts stand in the way.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<SealOutcome> SealAsync(TenantId tenant, MessageId message, SealRules rules, CancellationToken cancellationToken);

    /// <summary>Opens a sealed message; one that is deleted stays closed.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask ReopenAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken);

    /// <summary>Closes a message for good because it is deleted.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask MarkDeletedAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken);

    /// <summary>Forgets messages that were deleted long ago.</summary>
    /// <param name="olderThan">How long ago, by the database's clock; longer than the longest upload.</param>
    /// <param name="limit">How many at most in this call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were forgotten.</returns>
    ValueTask<int> ForgetDeletedAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken);
}
