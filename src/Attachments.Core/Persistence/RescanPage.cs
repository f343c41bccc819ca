using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>What one page of the walk over all blobs did.</summary>
/// <param name="Last">The last blob looked at, to go on from; null where the walk has come to the end.</param>
/// <param name="Scheduled">How many blobs were made due.</param>
public sealed record RescanPage(BlobId? Last, int Scheduled);
