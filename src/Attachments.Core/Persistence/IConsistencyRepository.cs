using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>The blobs' rows of all tenants, as a consistency check and a migration see them. Reads only.</summary>
/// <remarks>Every method throws <see cref="AttachmentDatabaseException"/> where the database cannot be reached.</remarks>
public interface IConsistencyRepository
{
    /// <summary>Counts all blobs, their bytes, and the strays that are overdue.</summary>
    /// <param name="overdue">How long ago a stray was due to count as overdue, by the database's clock.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<BlobTotals> MeasureAsync(TimeSpan overdue, CancellationToken cancellationToken);

    /// <summary>Reads blobs in the order of their ids. One page of the walk over all of them.</summary>
    /// <param name="after">The last blob of the page before; null to begin.</param>
    /// <param name="limit">How many at most; fewer come only at the end.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<BlobRecord>> ListBlobsAsync(BlobId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads which rows name some keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>What is known of each, in the order of <paramref name="keys"/>. Blob and stray of one key are read at one moment: a key that changes from the one to the other is never seen as neither.</returns>
    ValueTask<IReadOnlyList<KeyRecord>> FindKeysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken);
}
