namespace Attachments.Crash.Hosts;

/// <summary>A row of a message's list.</summary>
internal sealed record ListedAttachment(string Id, string ContentHash, long Size);
