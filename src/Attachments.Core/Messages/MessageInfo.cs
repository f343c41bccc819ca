using Attachments.Access;

namespace Attachments.Messages;

/// <summary>What the library must know of a host's message.</summary>
/// <param name="Owner">The message's owner, who owns its attachments too.</param>
/// <param name="AcceptsAttachments">Whether attachments can be added now: true for a draft, false for what has been sent.</param>
public sealed record MessageInfo(UserId Owner, bool AcceptsAttachments);
