namespace Attachments.SampleHost.Accounts;

/// <summary>What a successful deletion answers.</summary>
internal sealed record DeletedResponse(bool Success, string Message);
