using Amazon.S3;
using Amazon.S3.Model;
using Attachments.Storage.S3.Uploads;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Connection;

/// <summary>The requests about one object, as the profile and the settings have them.</summary>
internal sealed class ObjectRequests(S3Connection connection, IOptions<S3ObjectOptions> objects)
{
    private const string Anything = "*";

    // Whoever reaches an object past the library gets bytes to save: the SDK would say text/plain, which browsers show.
    private const string NoType = "application/octet-stream";

    private readonly S3Capabilities capabilities = connection.Capabilities;
    private readonly S3ObjectOptions objects = objects.Value;

    public Task PutAsync(string key, PartBuffer bytes, CancellationToken cancellationToken) =>
        connection.CallAsync("publish a blob", (client, token) => client.PutObjectAsync(ToPut(key, bytes), token), cancellationToken);

    public async Task<string> BeginUploadAsync(string key, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = connection.Bucket,
            Key = key,
            ContentType = NoType,
            ServerSideEncryptionMethod = Encryption(),
            ServerSideEncryptionKeyManagementServiceKeyId = NullIfEmpty(objects.KmsKeyId),
            StorageClass = StorageClass(),
        };

        var begun = await connection.CallAsync("begin an upload", (client, token) => client.InitiateMultipartUploadAsync(request, token), cancellationToken).ConfigureAwait(false);
        return begun.UploadId;
    }

    public async Task<PartETag> SendPartAsync(string key, string uploadId, int number, PartBuffer bytes, CancellationToken cancellationToken)
    {
        var sent = await connection.CallAsync(
            "store a part", (client, token) => client.UploadPartAsync(ToUpload(key, uploadId, number, bytes), token), cancellationToken).ConfigureAwait(false);
        return new PartETag(number, sent.ETag);
    }

    public Task CompleteUploadAsync(string key, string uploadId, List<PartETag> parts, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = connection.Bucket,
            Key = key,
            UploadId = uploadId,
            PartETags = parts,
            IfNoneMatch = capabilities.ConditionalComplete ? Anything : null,
        };

        return connection.CallAsync("publish a blob", (client, token) => client.CompleteMultipartUploadAsync(request, token), cancellationToken);
    }

    /// <summary>Aborts an upload.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await connection.CallAsync(
                "discard an upload", (client, token) => client.AbortMultipartUploadAsync(connection.Bucket, key, uploadId, token), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BlobStoreException exception) when (S3Fault.IsMissingUpload(exception.InnerException))
        {
            return false;
        }
    }

    /// <summary>Looks at the parts of an upload.</summary>
    /// <returns>When the newest of them was stored; the beginning of time where there is none, null where there is no upload.</returns>
    public async Task<DateTimeOffset?> FindNewestPartAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        var newest = DateTimeOffset.MinValue;
        var last = 0;
        var request = new ListPartsRequest { BucketName = connection.Bucket, Key = key, UploadId = uploadId };

        try
        {
            while (true)
            {
                var page = await connection.CallAsync("list parts", (client, token) => client.ListPartsAsync(request, token), cancellationToken).ConfigureAwait(false);
                foreach (var part in page.Parts ?? [])
                {
                    if (Times.Utc(part.LastModified) > newest)
                        newest = Times.Utc(part.LastModified);
                }

                if (page.IsTruncated != true)
                    return newest;

                // Half a list could make an upload look old that is alive.
                if (page.NextPartNumberMarker is not { } marker || marker <= last)
                    throw new BlobStoreException("The S3 store could not list parts: the service's page does not say where the next one begins.");

                last = marker;
                request.PartNumberMarker = marker.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        catch (BlobStoreException exception) when (S3Fault.IsMissingUpload(exception.InnerException))
        {
            return null;
        }
    }

    /// <summary>Looks an object up.</summary>
    /// <returns>Its length, or null where there is none; or no bucket, which the answer to this request does not tell.</returns>
    public async Task<long?> FindLengthAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await connection.CallAsync(
                "look a blob up", (client, token) => client.GetObjectMetadataAsync(connection.Bucket, key, token), cancellationToken).ConfigureAwait(false);
            return found.ContentLength;
        }
        catch (BlobStoreException exception) when (S3Fault.IsMissingObject(exception.InnerException))
        {
            return null;
        }
    }

    /// <summary>Reads one of an object's tags.</summary>
    /// <returns>Its value, or null where there is no such tag; or no object.</returns>
    public async Task<string?> FindTagAsync(string key, string tag, CancellationToken cancellationToken)
    {
        var request = new GetObjectTaggingRequest { BucketName = connection.Bucket, Key = key };
        try
        {
            var found = await connection.CallAsync("read an object's tags", (client, token) => client.GetObjectTaggingAsync(request, token), cancellationToken).ConfigureAwait(false);
            return found.Tagging?.Find(candidate => candidate.Key == tag)?.Value;
        }
        catch (BlobStoreException exception) when (S3Fault.IsMissingObject(exception.InnerException))
        {
            return null;
        }
    }

    /// <summary>Reads how long ago an object was published, by the service's clock; null where there is none.</summary>
    public async Task<TimeSpan?> FindAgeAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await connection.CallAsync(
                "look a blob up", (client, token) => client.GetObjectMetadataAsync(connection.Bucket, key, token), cancellationToken).ConfigureAwait(false);
            return connection.AgeOf(Times.Utc(found.LastModified));
        }
        catch (BlobStoreException exception) when (S3Fault.IsMissingObject(exception.InnerException))
        {
            return null;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        connection.CallAsync("delete a blob", (client, token) => client.DeleteObjectAsync(connection.Bucket, key, token), cancellationToken);

    private PutObjectRequest ToPut(string key, PartBuffer bytes) => new()
    {
        BucketName = connection.Bucket,
        Key = key,
        ContentType = NoType,
        InputStream = bytes.OpenRead(),
        UseChunkEncoding = capabilities.ChunkEncoding,
        DisablePayloadSigning = capabilities.ContentMd5 ? true : null,
        MD5Digest = capabilities.ContentMd5 ? bytes.Md5() : null,
        IfNoneMatch = capabilities.ConditionalPut ? Anything : null,
        ServerSideEncryptionMethod = Encryption(),
        ServerSideEncryptionKeyManagementServiceKeyId = NullIfEmpty(objects.KmsKeyId),
        StorageClass = StorageClass(),
    };

    private UploadPartRequest ToUpload(string key, string uploadId, int number, PartBuffer bytes) => new()
    {
        BucketName = connection.Bucket,
        Key = key,
        UploadId = uploadId,
        PartNumber = number,
        InputStream = bytes.OpenRead(),
        PartSize = bytes.Length,
        UseChunkEncoding = capabilities.ChunkEncoding,
        DisablePayloadSigning = capabilities.ContentMd5 ? true : null,
        MD5Digest = capabilities.ContentMd5 ? bytes.Md5() : null,
    };

    private ServerSideEncryptionMethod? Encryption() => NullIfEmpty(objects.ServerSideEncryption) is { } method ? new ServerSideEncryptionMethod(method) : null;

    private S3StorageClass? StorageClass() => NullIfEmpty(objects.StorageClass) is { } name ? new S3StorageClass(name) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
