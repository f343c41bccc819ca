using Attachments.Access;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

/// <summary>The quarantined blobs in memory.</summary>
/// <param name="database">The rows.</param>
public sealed class InMemoryQuarantineRepository(InMemoryAttachmentDatabase database) : IQuarantineRepository
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QuarantinedBlob>> ListAsync(TenantId tenant, BlobId? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return new(database.PageOfBlobs(after, int.MaxValue)
                .Where(blob => blob.Key.Tenant == tenant && blob.Content == BlobContentState.Quarantined)
                .Take(limit)
                .Select(Read)
                .ToList());
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(BlobKey blob, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(detail);

        lock (database.Gate)
        {
            if (Find(blob) is not { } found)
                return new(false);

            var verdict = new BlobVerdict(ScanStatus.Safe, Detail: detail);
            database.Blobs[blob.Blob] = found.With(verdict, database.Now) with { Content = BlobContentState.Stored };
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> PurgeAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (Find(blob) is not { } found)
                return new(false);

            database.Blobs[blob.Blob] = found with { Content = BlobContentState.Removed };
            if (!database.TryCondemn(blob, lease))
                database.Strays[blob] = new InMemoryStray(IsReserved: false, database.Now + lease);

            return new(true);
        }
    }

    private InMemoryBlob? Find(BlobKey key) =>
        database.Blobs.TryGetValue(key.Blob, out var blob) && blob.Key == key && blob.Content == BlobContentState.Quarantined ? blob : null;

    private QuarantinedBlob Read(InMemoryBlob blob) => new(
        blob.Key,
        blob.Digest,
        blob.Length,
        blob.Verdict!,
        DateTimeOffset.FromUnixTimeMilliseconds(blob.ScannedAt!.Value.ToUnixTimeMilliseconds()),
        database.Attachments.Values.Count(attachment => attachment.Key == blob.Key));
}
