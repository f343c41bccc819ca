using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.Stagings;

namespace Attachments.Storage.S3.Inventory;

/// <summary>Says what the bucket holds below the store's prefix.</summary>
internal sealed class ObjectListing(S3Connection connection, ObjectRequests requests, KeyLayout layout, MultipartListing uploads, StagingSweep sweep)
{
    public async IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = connection.Bucket, Prefix = layout.Prefix, StartAfter = after is null ? null : layout.Prefix + after };

        while (true)
        {
            var page = await connection.CallAsync("list blobs", (client, token) => client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var stored in page.S3Objects ?? [])
            {
                // A probe of a check that is under way, or was killed.
                if (layout.Owns(stored.Key) && !layout.IsProbe(stored.Key))
                    yield return new StoredObject(layout.NameOf(stored.Key), layout.Parse(stored.Key), stored.Size ?? 0);
            }

            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextContinuationToken))
                yield break;

            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public async IAsyncEnumerable<StoredStaging> ListStagingsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var staging in uploads.ListAsync(layout.Prefix, cancellationToken).ConfigureAwait(false))
        {
            // One blob's uploads have one key; only the upload's own id tells them apart.
            if (layout.Owns(staging.ObjectKey) && await sweep.FindAgeAsync(staging, cancellationToken).ConfigureAwait(false) is { } age)
                yield return new StoredStaging($"{layout.NameOf(staging.ObjectKey)}?uploadId={staging.UploadId}", layout.Parse(staging.ObjectKey), age);
        }
    }

    public async Task<long?> FindLengthAsync(string objectKey, CancellationToken cancellationToken)
    {
        if (await requests.FindLengthAsync(objectKey, cancellationToken).ConfigureAwait(false) is { } length)
            return length;

        // "No such blob" is a fact about this blob only while the bucket is there, and the answer without a body does not say which of the two is missing.
        var request = new ListObjectsV2Request { BucketName = connection.Bucket, Prefix = objectKey, MaxKeys = 1 };
        await connection.CallAsync("look a blob up", (client, token) => client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);
        return null;
    }
}
