namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>What probing has shown of a daemon.</summary>
/// <param name="Failure">Why what it says cannot be trusted, and what to change, in one sentence; null where it can.</param>
/// <param name="Warning">What could be better, in one sentence; null where nothing could.</param>
internal sealed record ProbeFindings(string? Failure = null, string? Warning = null);
