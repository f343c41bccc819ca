namespace Attachments.SampleHost.Compose;

/// <summary>The body of a request to send a draft.</summary>
/// <param name="MessageId">The draft. Required.</param>
internal sealed record SendRequest(string? MessageId);
