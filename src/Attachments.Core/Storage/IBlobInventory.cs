namespace Attachments.Storage;

/// <summary>A store that can say what it holds. Only a consistency check and a migration ask; the library itself never lists a store.</summary>
/// <remarks>A store whose service is registered as <see cref="IBlobStore"/> implements this beside it.</remarks>
public interface IBlobInventory
{
    /// <summary>Lists what is published, in the store's own order, which stays the same from one listing to the next.</summary>
    /// <param name="after">Where to go on: the <see cref="StoredObject.Name"/> that was listed last. Null begins at the start.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>What the store holds. What is published or deleted meanwhile may be listed or not; everything else is, once.</returns>
    /// <exception cref="BlobStoreException">The store could not be reached.</exception>
    IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, CancellationToken cancellationToken);

    /// <summary>Lists stagings: of live writers, and of processes that died.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="BlobStoreException">The store could not be reached.</exception>
    IAsyncEnumerable<StoredStaging> ListStagingsAsync(CancellationToken cancellationToken);

    /// <summary>Looks one blob up without reading it.</summary>
    /// <param name="key">The blob's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its length in bytes, or null where the store has no such blob.</returns>
    /// <exception cref="BlobStoreException">The store could not be reached.</exception>
    ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken);
}
