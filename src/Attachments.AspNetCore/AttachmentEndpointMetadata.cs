using Attachments.Access;

namespace Attachments.AspNetCore;

/// <summary>Marks an endpoint as one of this library's and says what it does.</summary>
/// <param name="operation">What a caller wants to do there.</param>
/// <param name="givesContent">Whether it gives an attachment's bytes, or anything made of them, to its caller.</param>
/// <remarks>An endpoint that gives content must pass the verdict gate: it takes the bytes from <see cref="IAttachmentService.OpenAsync"/> and from nowhere else.</remarks>
public sealed class AttachmentEndpointMetadata(AttachmentOperation? operation, bool givesContent = false)
{
    /// <summary>Gets what a caller wants to do there; null where the endpoint is about no message's attachments: the policy, and what only says that there is nothing.</summary>
    public AttachmentOperation? Operation { get; } = operation;

    /// <summary>Gets whether the endpoint gives an attachment's bytes, or anything made of them, to its caller.</summary>
    public bool GivesContent { get; } = givesContent;
}
