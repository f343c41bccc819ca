using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

// Due is null where there is nothing to scan. Token names the claim, until it ends.
internal sealed record InMemoryBlob(BlobKey Key, ContentDigest Digest, long Length)
{
    public BlobVerdict? Verdict { get; init; }

    public DateTimeOffset? ScannedAt { get; init; }

    public BlobContentState Content { get; init; }

    public DateTimeOffset? Due { get; init; }

    public Guid? Token { get; init; }

    public int Attempts { get; init; }

    public ScanStatus Status => Verdict?.Status ?? ScanStatus.Pending;

    // An engine's verdict bears its name.
    public bool IsReleased => Verdict is { Status: ScanStatus.Safe, Engine: null };

    public InMemoryBlob With(BlobVerdict verdict, DateTimeOffset now) => this with { Verdict = verdict, ScannedAt = now, Due = null, Token = null };
}
