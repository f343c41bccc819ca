namespace Attachments.Persistence;

/// <summary>How much there is.</summary>
/// <param name="Blobs">How many blobs have a row.</param>
/// <param name="Bytes">How many bytes those blobs have whose bytes are stored or in quarantine.</param>
/// <param name="OverdueStrays">How many strays a sweep should have cleared long ago.</param>
public readonly record struct BlobTotals(long Blobs, long Bytes, long OverdueStrays);
