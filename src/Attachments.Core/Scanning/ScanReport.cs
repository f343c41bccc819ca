namespace Attachments.Scanning;

/// <summary>What a scanner says of a blob.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Version">What looked.</param>
/// <param name="Detail">The threat's name, or why the bytes could not be looked at; null where there is nothing to tell. Stored, and told to operators, never to callers.</param>
public sealed record ScanReport(ScanVerdict Verdict, ScannerVersion Version, string? Detail = null);
