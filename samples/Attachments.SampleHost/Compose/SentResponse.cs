namespace Attachments.SampleHost.Compose;

/// <summary>What sending answers. The time is milliseconds since the Unix epoch.</summary>
internal sealed record SentResponse(string MessageId, string Status, long SentAt);
