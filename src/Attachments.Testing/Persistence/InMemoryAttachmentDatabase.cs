using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

/// <summary>The rows that the in-memory repositories share, under one lock. For tests; nothing outlives it.</summary>
/// <param name="clock">The database's clock; null for the system's.</param>
public sealed class InMemoryAttachmentDatabase(TimeProvider? clock = null)
{
    internal Lock Gate { get; } = new();

    internal Dictionary<BlobId, InMemoryBlob> Blobs { get; } = [];

    internal Dictionary<(TenantId, AttachmentId), Attachment> Attachments { get; } = [];

    internal Dictionary<BlobKey, InMemoryStray> Strays { get; } = [];

    internal Dictionary<(TenantId, MessageId), InMemorySeal> Seals { get; } = [];

    internal DateTimeOffset Now => (clock ?? TimeProvider.System).GetUtcNow();

    /// <summary>Gives a blob a verdict of no engine. What becomes of infected bytes is left to the test.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="status">The verdict; <see cref="ScanStatus.Pending"/> takes it away and makes the blob due.</param>
    public void SetVerdict(BlobKey key, ScanStatus status)
    {
        if (status != ScanStatus.Pending)
        {
            SetVerdict(key, new BlobVerdict(status));
            return;
        }

        lock (Gate)
            Blobs[key.Blob] = Blobs[key.Blob] with { Verdict = null, ScannedAt = null, Due = Now, Token = null, Attempts = 0 };
    }

    /// <summary>Gives a blob a verdict, whoever has claimed it. What becomes of infected bytes is left to the test.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="verdict">The verdict.</param>
    public void SetVerdict(BlobKey key, BlobVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);

        lock (Gate)
            Blobs[key.Blob] = Blobs[key.Blob].With(verdict, Now);
    }

    /// <summary>Drops a message's attachments and nothing else, as the cascade of a host's foreign key does.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    public void Cascade(TenantId tenant, MessageId message)
    {
        lock (Gate)
        {
            foreach (var attachment in Of(tenant, message).ToList())
                Attachments.Remove((tenant, attachment.Id));
        }
    }

    internal IEnumerable<Attachment> Of(TenantId tenant, MessageId message) =>
        Attachments.Values.Where(attachment => attachment.Tenant == tenant && attachment.Message == message);

    internal MessageSeal SealOf(TenantId tenant, MessageId message) =>
        Seals.TryGetValue((tenant, message), out var seal) ? seal.State : MessageSeal.None;

    internal Attachment WithVerdict(Attachment attachment) => attachment with { ScanStatus = Blobs[attachment.Blob].Status };

    internal InMemoryBlob? FindBlob(TenantId tenant, ContentDigest digest) =>
        Blobs.Values.FirstOrDefault(blob => blob.Key.Tenant == tenant && blob.Digest == digest);

    internal List<InMemoryBlob> PageOfBlobs(BlobId? after, int limit) => Blobs.Values
        .Where(blob => after is not { } last || blob.Key.Blob.Value.CompareTo(last.Value) > 0)
        .OrderBy(blob => blob.Key.Blob.Value)
        .Take(limit)
        .ToList();

    // A blob becomes a stray, unless an attachment still names it or its bytes are kept in quarantine.
    internal bool TryCondemn(BlobKey key, TimeSpan lease)
    {
        if (!Blobs.TryGetValue(key.Blob, out var blob) || blob.Key != key || blob.Content == BlobContentState.Quarantined)
            return false;

        if (Attachments.Values.Any(attachment => attachment.Key == key))
            return false;

        Blobs.Remove(key.Blob);
        Strays[key] = new InMemoryStray(IsReserved: false, Now + lease);
        return true;
    }
}
