using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>What one page of the walk over all blobs found.</summary>
/// <param name="Last">The last blob looked at, to go on from; null where the walk has come to the end.</param>
/// <param name="Condemned">The blobs that nothing names: now strays, whose bytes the caller deletes and then forgets.</param>
public sealed record CondemnedPage(BlobId? Last, IReadOnlyList<BlobKey> Condemned);
