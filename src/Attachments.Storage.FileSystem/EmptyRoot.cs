using Attachments.Persistence;
using Attachments.Scanning;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Storage.FileSystem;

/// <summary>Tells a root that is new from the mount point of a volume that is not there yet: the database knows whether bytes should be in it.</summary>
internal static class EmptyRoot
{
    // More than one, because the bytes of the first may have been taken away as infected.
    private const int BlobsAsked = 100;

    /// <summary>Asks the database, where the host has one.</summary>
    /// <returns>Whether bytes should be there; null where the database does not say, because its tables may only be made yet.</returns>
    public static async ValueTask<bool?> ShouldHoldBytesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IConsistencyRepository>() is not { } rows)
            return false;

        try
        {
            var blobs = await rows.ListBlobsAsync(after: null, BlobsAsked, cancellationToken).ConfigureAwait(false);
            return blobs.Any(blob => blob.Content != BlobContentState.Removed);
        }
        catch (AttachmentDatabaseException)
        {
            return null;
        }
    }
}
