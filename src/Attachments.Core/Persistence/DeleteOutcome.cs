using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>What a delete did.</summary>
/// <param name="Deleted">How many of the attachments were there and are gone now.</param>
/// <param name="Condemned">The blobs that nothing names any more: now strays, whose bytes the caller deletes and then forgets.</param>
public sealed record DeleteOutcome(int Deleted, IReadOnlyList<BlobKey> Condemned);
