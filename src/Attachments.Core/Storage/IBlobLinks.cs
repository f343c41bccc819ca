namespace Attachments.Storage;

/// <summary>A store that can let somebody else read one blob directly, for a short time.</summary>
/// <remarks>A store whose service is registered as <see cref="IBlobStore"/> implements this beside it. Whoever asks has checked access and verdict.</remarks>
public interface IBlobLinks
{
    /// <summary>Gets whether the store is set up to make links.</summary>
    bool MakesLinks { get; }

    /// <summary>Makes an address that answers GET with a blob's bytes until it expires. Whoever has it needs no other credential.</summary>
    /// <param name="key">The blob's key.</param>
    /// <param name="link">What the answer says of the bytes. For how long the address holds is the store's own option.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address, or null where the store has no such blob.</returns>
    /// <exception cref="BlobStoreException">The store could not be reached.</exception>
    ValueTask<Uri?> MakeLinkAsync(BlobKey key, BlobLink link, CancellationToken cancellationToken);
}
