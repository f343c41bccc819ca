namespace Attachments.Access;

/// <summary>Decides who may do what. Asked on every operation, lists included.</summary>
/// <remarks>
/// The default admits the message's owner and the tenant's admins. Replace it where a message has many participants (tickets, chats).
/// Another tenant's rows never come as far as the policy.
/// </remarks>
public interface IAttachmentAccessPolicy
{
    /// <summary>Answers one question.</summary>
    /// <param name="request">Who wants to do what to which message.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>False makes the answer "not found", the same as for what does not exist.</returns>
    ValueTask<bool> IsAllowedAsync(AttachmentAccessRequest request, CancellationToken cancellationToken);
}
