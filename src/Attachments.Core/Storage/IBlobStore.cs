namespace Attachments.Storage;

/// <summary>Keeps blobs: immutable bytes under opaque keys. Uploads, downloads, deletes and sweeps never list a store; what does is <see cref="IBlobInventory"/>.</summary>
/// <remarks>
/// <para>Staged bytes are invisible to <see cref="OpenReadAsync"/> until <see cref="BlobWriter.CommitAsync"/> has published them.</para>
/// <para>Safe for concurrent use. Prove an implementation with <c>BlobStoreConformanceTests</c> of the package Attachments.Testing.</para>
/// </remarks>
public interface IBlobStore
{
    /// <summary>Begins to stage the bytes of a new blob.</summary>
    /// <param name="key">The blob's key, never used before.</param>
    /// <param name="expectedLength">How many bytes will probably come; a hint for preallocation and part sizes, which may be wrong. Null where nothing is known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A writer. Disposing it without <see cref="BlobWriter.CommitAsync"/> discards what was staged.</returns>
    /// <exception cref="BlobStoreException">The store is down, full or read-only.</exception>
    ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken);

    /// <summary>Opens published bytes for one sequential read.</summary>
    /// <param name="key">The blob's key.</param>
    /// <param name="offset">The first byte to read, 0 or more.</param>
    /// <param name="count">How many bytes to read, 1 or more. The range lies within the blob.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A reader that the caller disposes, or null where the store has no such blob.</returns>
    /// <exception cref="BlobStoreException">The store is down.</exception>
    ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken);

    /// <summary>Deletes the bytes stored under <paramref name="key"/>, published or staged.</summary>
    /// <param name="key">The blob's key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <remarks>
    /// Kills a staging of that key first, then removes what is published: a <see cref="BlobWriter.CommitAsync"/> that comes later fails.
    /// Deleting what is not there succeeds, so that a sweep can be repeated after a crash.
    /// </remarks>
    /// <exception cref="BlobStoreException">The store could not be reached.</exception>
    ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken);

    /// <summary>Drops stagings that a dead process left behind.</summary>
    /// <param name="untouchedFor">How long nothing was written to a staging before it counts as left behind. Measured by the store's own clock, not by the host's.</param>
    /// <param name="cancellationToken">Cancels the call, which can be repeated.</param>
    /// <returns>How many stagings were dropped. One that a live writer still holds is never dropped, however slow it is, where the store can tell.</returns>
    /// <exception cref="BlobStoreException">The store could not be reached.</exception>
    ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken);

    /// <summary>Checks that the store can be written to and read.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="BlobStoreException">It cannot; the message says why in one sentence without secrets.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}
