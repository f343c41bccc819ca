namespace Attachments.Scanning;

/// <summary>What all scanners together say of a blob, as it is recorded.</summary>
/// <param name="Status">Anything but <see cref="ScanStatus.Pending"/>.</param>
/// <param name="Engine">The engines that looked; null where a person decided.</param>
/// <param name="SignatureVersion">The versions of their signatures; null where they have none.</param>
/// <param name="Detail">The threat's name, or why the bytes could not be looked at; null where there is nothing to tell.</param>
public sealed record BlobVerdict(ScanStatus Status, string? Engine = null, string? SignatureVersion = null, string? Detail = null);
