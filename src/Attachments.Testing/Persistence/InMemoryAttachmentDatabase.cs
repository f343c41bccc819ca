using Attachments.Access;
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

    /// <summary>Gives a blob a verdict, as a scanner would.</summary>
    /// <param name="key">The blob.</param>
    /// <param name="status">The verdict.</param>
    public void SetVerdict(BlobKey key, ScanStatus status)
    {
        lock (Gate)
            Blobs[key.Blob] = Blobs[key.Blob] with { Status = status };
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

    // A blob becomes a stray, unless an attachment still names it.
    internal bool TryCondemn(BlobKey key, TimeSpan lease)
    {
        if (!Blobs.TryGetValue(key.Blob, out var blob) || blob.Key != key || Attachments.Values.Any(attachment => attachment.Key == key))
            return false;

        Blobs.Remove(key.Blob);
        Strays[key] = new InMemoryStray(IsReserved: false, Now + lease);
        return true;
    }
}
