using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>What a verdict touched.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="Content">What became of its bytes. Where it is <see cref="BlobContentState.Removed"/>, the caller deletes them and forgets the stray.</param>
/// <param name="Attachments">The attachments that name the blob, where it is infected; else empty. Read under the lock of the verdict: none can be added afterwards.</param>
public sealed record RecordedVerdict(BlobKey Blob, BlobContentState Content, IReadOnlyList<AffectedAttachment> Attachments);
