namespace Attachments.SampleHost.Accounts;

/// <summary>The body of a request for a new draft.</summary>
/// <param name="To">Whom the message is for. Required.</param>
/// <param name="Subject">The subject. Required, may be empty.</param>
/// <param name="Body">The text. Optional.</param>
internal sealed record CreateMessageRequest(string? To, string? Subject, string? Body);
