namespace Attachments.SampleHost.Accounts;

/// <summary>The caller's messages in one account, oldest first.</summary>
internal sealed record MessageListResponse(IReadOnlyList<MessageResponse> Data);
