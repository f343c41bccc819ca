namespace Attachments.Storage.S3.Probing;

/// <summary>One step of a probe.</summary>
/// <param name="Name">What was tried: "empty object".</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Detail">What was seen, in a few words. No secrets, keys or addresses.</param>
public sealed record S3ProbeStep(string Name, S3ProbeOutcome Outcome, string Detail);
