using Attachments.Access;

namespace Attachments.Policies;

/// <summary>Says which limits and types are in force, so that a client can refuse early and a reviewer can read them.</summary>
/// <remarks>It only tells. What it tells is read where it is enforced: from the same options and rules.</remarks>
public interface IUploadPolicies
{
    /// <summary>Gets what is asked of a caller's uploads.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<UploadPolicy> GetAsync(AttachmentCaller caller, CancellationToken cancellationToken);
}
