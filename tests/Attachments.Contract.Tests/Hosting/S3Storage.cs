using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Attachments.Contract.Hosting;

/// <summary>A bucket of its own on the server that <c>ATTACHMENTS_TEST_S3_ENDPOINT</c> names, deleted with the object. Spoken to by the SDK alone.</summary>
public sealed class S3Storage : IHostStorage
{
    private static readonly string Endpoint = Variable("ENDPOINT");
    private static readonly string AccessKey = Variable("ACCESS_KEY");
    private static readonly string SecretKey = Variable("SECRET_KEY");
    private static readonly string Region = Variable("REGION");

    private readonly AmazonS3Client client = new(
        new BasicAWSCredentials(AccessKey, SecretKey),
        new AmazonS3Config { ServiceURL = Endpoint, AuthenticationRegion = Region, ForcePathStyle = true });

    private readonly string bucket = $"contract-{Guid.NewGuid():N}";

    private S3Storage()
    {
    }

    public static bool IsThere => Endpoint.Length > 0;

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Attachments__Storage__Kind", "S3"),
        new("Attachments__Storage__S3__ServiceUrl", Endpoint),
        new("Attachments__Storage__S3__Region", Region),
        new("Attachments__Storage__S3__Bucket", bucket),
        new("Attachments__Storage__S3__AccessKey", AccessKey),
        new("Attachments__Storage__S3__SecretKey", SecretKey),
        new("Attachments__Storage__S3__Profile", "Ceph"),
    ];

    // Less than a part is kept in memory until it is published.
    public int LengthThatShows => 20_000_000;

    public static async Task<S3Storage> CreateAsync()
    {
        var storage = new S3Storage();
        await storage.client.PutBucketAsync(storage.bucket);
        return storage;
    }

    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var names = (await ListObjectsAsync()).Select(found => found.Key).ToList();
        foreach (var upload in await ListUploadsAsync())
            names.Add($"{upload.Key} (upload {upload.UploadId})");

        return names;
    }

    public async Task<IReadOnlyList<string>> FindAsync(byte[] bytes)
    {
        var found = new List<string>();
        foreach (var candidate in (await ListObjectsAsync()).Where(candidate => candidate.Size == bytes.Length))
        {
            if (await ReadAsync(candidate.Key) is { } stored && stored.AsSpan().SequenceEqual(bytes))
                found.Add(candidate.Key);
        }

        return found;
    }

    public async Task<bool> HoldsAsync(string name) => (await ListObjectsAsync()).Exists(found => found.Key == name);

    /// <summary>Writes down all that an object bears beside its bytes: headers, metadata, tags, grants.</summary>
    public async Task<string> DescribeAsync(string name)
    {
        var head = await client.GetObjectMetadataAsync(bucket, name);
        var tags = (await client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = name })).Tagging ?? [];
        var grants = (await client.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket, Key = name })).Grants ?? [];
        var headers = head.Headers;
        IEnumerable<string> lines =
        [
            $"type {headers.ContentType}", $"disposition {headers.ContentDisposition}", $"encoding {headers.ContentEncoding}", $"caching {headers.CacheControl}", $"class {head.StorageClass}",
            .. head.Metadata.Keys.Select(key => $"metadata {key}={head.Metadata[key]}"), .. tags.Select(tag => $"tag {tag.Key}={tag.Value}"),
            .. grants.Select(grant => $"grant {grant.Permission} {grant.Grantee.URI} {grant.Grantee.CanonicalUser}"),
        ];
        return string.Join('\n', lines);
    }

    public Task RemoveAsync(string name) => client.DeleteObjectAsync(bucket, name);

    public async ValueTask DisposeAsync()
    {
        foreach (var upload in await ListUploadsAsync())
            await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId);
        foreach (var found in await ListObjectsAsync())
            await client.DeleteObjectAsync(bucket, found.Key);

        await client.DeleteBucketAsync(bucket);
        client.Dispose();
    }

    private async Task<byte[]?> ReadAsync(string name)
    {
        try
        {
            using var answer = await client.GetObjectAsync(bucket, name);
            using var bytes = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(bytes);
            return bytes.ToArray();
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            // Another test's, gone since it was listed.
            return null;
        }
    }

    private async Task<List<S3Object>> ListObjectsAsync()
    {
        var objects = new List<S3Object>();
        await foreach (var found in client.Paginators.ListObjectsV2(new() { BucketName = bucket }).S3Objects)
            objects.Add(found);

        return objects;
    }

    private async Task<List<MultipartUpload>> ListUploadsAsync() => (await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket })).MultipartUploads ?? [];

    private static string Variable(string name) => Environment.GetEnvironmentVariable($"ATTACHMENTS_TEST_S3_{name}") ?? "";
}
