using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Keys;

namespace Attachments.Storage.S3.Stagings;

/// <summary>Deletes what checks have written and did not live to delete, or were not allowed to.</summary>
internal sealed class ProbeSweep(S3Connection connection, ObjectRequests requests, KeyLayout layout)
{
    public async Task DropAsync(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = connection.Bucket, Prefix = layout.Probes };

        while (true)
        {
            var page = await connection.CallAsync("list blobs", (client, token) => client.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var probe in page.S3Objects ?? [])
            {
                if (layout.IsProbe(probe.Key) && connection.AgeOf(Times.Utc(probe.LastModified)) >= untouchedFor)
                    await requests.DeleteAsync(probe.Key, cancellationToken).ConfigureAwait(false);
            }

            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextContinuationToken))
                return;

            request.ContinuationToken = page.NextContinuationToken;
        }
    }
}
