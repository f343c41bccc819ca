using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>Tells one object that a store does not give or delete from a store that is down.</summary>
internal static class StubbornObjects
{
    /// <summary>Asks something of one object, twice if need be.</summary>
    /// <returns>False where the store does not do it, though it works.</returns>
    /// <exception cref="BlobStoreException">The store is down: it would make a finding of every object, and ends the check.</exception>
    public static async ValueTask<bool> TryAsync(this IBlobStore store, Func<ValueTask> action, CancellationToken cancellationToken)
    {
        try
        {
            await action().ConfigureAwait(false);
            return true;
        }
        catch (BlobStoreException)
        {
            // A lost connection, most often.
        }

        try
        {
            await action().ConfigureAwait(false);
            return true;
        }
        catch (BlobStoreException)
        {
            await store.CheckAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }
    }
}
