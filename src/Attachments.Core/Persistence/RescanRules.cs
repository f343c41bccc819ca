namespace Attachments.Persistence;

/// <summary>Which verdicts are old. A verdict that a person gave never is.</summary>
/// <param name="OlderThan">Those given so long ago; null for none by age.</param>
/// <param name="SignatureVersion">Those given with another version of the signatures than this; null for none by version.</param>
public readonly record struct RescanRules(TimeSpan? OlderThan, string? SignatureVersion);
