using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;

namespace Attachments.Storage.S3.Stagings;

/// <summary>Lists the multipart uploads that are under way.</summary>
internal sealed class MultipartListing(S3Connection connection)
{
    public async IAsyncEnumerable<Staging> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = connection.Bucket, Prefix = prefix };

        while (true)
        {
            var page = await connection.CallAsync("list uploads", (client, token) => client.ListMultipartUploadsAsync(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var upload in page.MultipartUploads ?? [])
                yield return new Staging(upload.Key, upload.UploadId, Times.Utc(upload.Initiated));

            // A page without its marker would be asked for again for ever.
            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextKeyMarker))
                yield break;

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
    }
}
