namespace Attachments.Scanning;

/// <summary>What an upload begins with.</summary>
/// <param name="Verdict">The verdict; null where it is scanned in the background.</param>
internal readonly record struct InlineVerdict(BlobVerdict? Verdict);
