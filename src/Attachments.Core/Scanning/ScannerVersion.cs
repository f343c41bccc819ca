namespace Attachments.Scanning;

/// <summary>What looked, or would look, at bytes.</summary>
/// <param name="Engine">The engine and its version, such as <c>ClamAV 1.4.6</c>.</param>
/// <param name="Signatures">The version of the signatures; null where the engine has none, or does not tell.</param>
public sealed record ScannerVersion(string Engine, string? Signatures = null);
