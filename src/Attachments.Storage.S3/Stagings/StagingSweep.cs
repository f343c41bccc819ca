using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.Uploads;

namespace Attachments.Storage.S3.Stagings;

/// <summary>Aborts multipart uploads: of one blob, or of all that dead processes left.</summary>
internal sealed class StagingSweep(S3Connection connection, ObjectRequests requests, MultipartListing listing, KeyLayout layout, UploadContext uploads)
{
    // Parts that were under way when their process died may arrive after the abort.
    private const int MostAborts = 5;

    /// <summary>Aborts every upload of a blob.</summary>
    public async Task KillAsync(string objectKey, CancellationToken cancellationToken)
    {
        await foreach (var staging in listing.ListAsync(objectKey, cancellationToken).ConfigureAwait(false))
        {
            if (staging.ObjectKey == objectKey)
                await AbortAsync(staging, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<int> DropAsync(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        var dropped = 0;
        BlobStoreException? first = null;

        await foreach (var staging in listing.ListAsync(layout.Prefix, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                if (await TryDropAsync(staging, untouchedFor, cancellationToken).ConfigureAwait(false))
                    dropped++;
            }
            catch (BlobStoreException exception)
            {
                // One upload that cannot be aborted must not keep the others.
                uploads.Metrics.AbortFailed();
                uploads.Logger.AbortFailed(exception);
                first ??= exception;
            }
        }

        return first is null ? dropped : throw first;
    }

    /// <summary>Tells for how long nothing has been written to an upload, by the service's clock; null where it is gone.</summary>
    public async Task<TimeSpan?> FindAgeAsync(Staging staging, CancellationToken cancellationToken)
    {
        if (await requests.FindNewestPartAsync(staging.ObjectKey, staging.UploadId, cancellationToken).ConfigureAwait(false) is not { } newest)
            return null;

        return connection.AgeOf(newest > staging.Initiated ? newest : staging.Initiated);
    }

    private async Task<bool> TryDropAsync(Staging staging, TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        // Young uploads are told without a request, and most are young. What has no key of ours is somebody else's in the same bucket.
        if (connection.AgeOf(staging.Initiated) < untouchedFor || !MayBeLeftBehind(staging.ObjectKey))
            return false;

        return await FindAgeAsync(staging, cancellationToken).ConfigureAwait(false) is { } age
            && age >= untouchedFor
            && await AbortAsync(staging, cancellationToken).ConfigureAwait(false);
    }

    // A probe of the bucket has no writer.
    private bool MayBeLeftBehind(string objectKey) => layout.IsProbe(objectKey) || (layout.Parse(objectKey) is { } key && !uploads.Writers.Contains(key));

    private async Task<bool> AbortAsync(Staging staging, CancellationToken cancellationToken)
    {
        var wasThere = await requests.AbortUploadAsync(staging.ObjectKey, staging.UploadId, cancellationToken).ConfigureAwait(false);

        for (var attempt = 1; attempt < MostAborts; attempt++)
        {
            if (await requests.FindNewestPartAsync(staging.ObjectKey, staging.UploadId, cancellationToken).ConfigureAwait(false) is null)
                return wasThere;

            await requests.AbortUploadAsync(staging.ObjectKey, staging.UploadId, cancellationToken).ConfigureAwait(false);
        }

        throw new BlobStoreException("An upload is still there after it was aborted.");
    }
}
