namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>How far clamd's word counts.</summary>
/// <param name="Version">What it said it is, not longer ago than a minute.</param>
/// <param name="Distrust">Why it is not believed when it says that a file is clean; null where it is. What it finds counts in either case.</param>
/// <param name="PassesEncrypted">Whether it calls encrypted files clean.</param>
internal sealed record DaemonWord(ScannerVersion Version, string? Distrust, bool PassesEncrypted);
