using Attachments.Access;

namespace Attachments.Policies;

/// <summary>Says which limits and types are in force, so that a client can refuse early and a reviewer can read them.</summary>
/// <remarks>It only tells. The library's own tells what is enforced, from the same options and rules; another one changes what is told and nothing that is enforced.</remarks>
public interface IUploadPolicies
{
    /// <summary>Gets what is asked of a caller's uploads.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<UploadPolicy> GetAsync(AttachmentCaller caller, CancellationToken cancellationToken);
}
