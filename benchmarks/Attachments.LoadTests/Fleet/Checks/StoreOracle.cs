using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.LoadTests.Fleet.Checks;

/// <summary>Looks at the bucket itself.</summary>
internal sealed class StoreOracle(S3Address address) : IDisposable
{
    private readonly AmazonS3Client client = new(new BasicAWSCredentials(address.AccessKey, address.SecretKey), new AmazonS3Config
    {
        ServiceURL = address.Endpoint.ToString(),
        AuthenticationRegion = address.Region,
        ForcePathStyle = true,
        UseHttp = true,
    });

    /// <summary>Lists all objects: their keys and lengths.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ListObjectsAsync()
    {
        var objects = new Dictionary<string, long>(StringComparer.Ordinal);
        var request = new ListObjectsV2Request { BucketName = address.Bucket };
        while (true)
        {
            var page = await client.ListObjectsV2Async(request);
            foreach (var item in page.S3Objects ?? [])
                objects.Add(item.Key, item.Size ?? 0);

            if (page.IsTruncated != true)
                return objects;

            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <summary>Lists the keys of multipart uploads that are neither completed nor aborted.</summary>
    public async Task<IReadOnlyList<string>> ListMultipartUploadsAsync()
    {
        var page = await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = address.Bucket });
        return [.. (page.MultipartUploads ?? []).Select(upload => upload.Key)];
    }

    public void Dispose() => client.Dispose();
}
