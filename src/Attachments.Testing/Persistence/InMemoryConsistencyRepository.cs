using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

/// <summary>The in-memory blobs and strays, as a consistency check sees them.</summary>
/// <param name="database">The rows.</param>
public sealed class InMemoryConsistencyRepository(InMemoryAttachmentDatabase database) : IConsistencyRepository
{
    /// <inheritdoc/>
    public ValueTask<BlobTotals> MeasureAsync(TimeSpan overdue, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var cutoff = database.Now - overdue;
            return new(new BlobTotals(
                database.Blobs.Count,
                database.Blobs.Values.Where(blob => blob.Content != BlobContentState.Removed).Sum(blob => blob.Length),
                database.Strays.Values.Count(stray => stray.DueAt <= cutoff)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BlobRecord>> ListBlobsAsync(BlobId? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(database.PageOfBlobs(after, limit).ConvertAll(Read));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeyRecord>> FindKeysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);

        lock (database.Gate)
            return new(keys.Select(Find).ToList());
    }

    private static BlobRecord Read(InMemoryBlob blob) => new(blob.Key, blob.Digest, blob.Length, blob.Content);

    private KeyRecord Find(BlobKey key)
    {
        var blob = database.Blobs.TryGetValue(key.Blob, out var found) && found.Key == key ? Read(found) : null;
        return new KeyRecord(key, blob, database.Strays.ContainsKey(key));
    }
}
