using System.Net;
using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;

namespace Attachments.Storage.S3.Downloads;

/// <summary>An open answer with exactly the bytes of one range.</summary>
internal sealed class ObjectRange : IDisposable
{
    private readonly GetObjectResponse response;

    private ObjectRange(GetObjectResponse response) => this.response = response;

    public string ETag => response.ETag;

    public Stream Body => response.ResponseStream;

    /// <summary>Asks for a range.</summary>
    /// <param name="connection">The way to the bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many bytes, all of them within the object.</param>
    /// <param name="etag">Which object it must still be; null for whichever is there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The range, or null where there is no such object.</returns>
    public static async Task<ObjectRange?> OpenAsync(
        S3Connection connection, string key, long offset, long count, string? etag, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = connection.Bucket,
            Key = key,
            ByteRange = new ByteRange(offset, offset + count - 1),
            EtagToMatch = etag,
        };

        try
        {
            var response = await connection.CallAsync("read a blob", (client, token) => client.GetObjectAsync(request, token), cancellationToken).ConfigureAwait(false);
            return Checked(response, offset, count);
        }
        catch (BlobStoreException exception) when (S3Fault.IsMissingObject(exception.InnerException))
        {
            return null;
        }
    }

    public void Dispose() => response.Dispose();

    // A service or a proxy on the way may ignore a range and send the whole object, which is told from its status; from the start that will do as well.
    private static ObjectRange Checked(GetObjectResponse response, long offset, long count)
    {
        var isWhole = response.HttpStatusCode == HttpStatusCode.OK;
        if (isWhole ? offset == 0 && response.ContentLength >= count : response.ContentLength == count)
            return new ObjectRange(response);

        response.Dispose();
        throw new BlobStoreException(isWhole && offset > 0
            ? "The S3 store could not read a blob: the service ignored the range that was asked for."
            : "The S3 store could not read a blob: it ends before the range that was asked for.");
    }
}
