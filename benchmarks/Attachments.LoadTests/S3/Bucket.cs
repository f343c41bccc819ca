using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;

namespace Attachments.LoadTests.S3;

/// <summary>A bucket of its own on the server that <c>ATTACHMENTS_TEST_S3_*</c> name, emptied and deleted with the object.</summary>
internal sealed class Bucket : IAsyncDisposable
{
    private readonly string endpoint = Variable("ENDPOINT");
    private readonly string accessKey = Variable("ACCESS_KEY");
    private readonly string secretKey = Variable("SECRET_KEY");
    private readonly string region = Variable("REGION");

    private Bucket()
    {
        // As its documentation has it for a service that is not Amazon's, and otherwise with every default.
        Client = new AmazonS3Client(
            new BasicAWSCredentials(accessKey, secretKey),
            new AmazonS3Config
            {
                ServiceURL = endpoint,
                AuthenticationRegion = region,
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
        Transfer = new TransferUtility(Client);
    }

    public string Name { get; } = $"load-{Guid.NewGuid():N}";

    public AmazonS3Client Client { get; }

    public TransferUtility Transfer { get; }

    /// <summary>Gets what makes a sample host keep its bytes here.</summary>
    public (string Name, string Value)[] HostSettings =>
    [
        ("Attachments__Storage__Kind", "S3"),
        ("Attachments__Storage__S3__ServiceUrl", endpoint),
        ("Attachments__Storage__S3__Region", region),
        ("Attachments__Storage__S3__Bucket", Name),
        ("Attachments__Storage__S3__AccessKey", accessKey),
        ("Attachments__Storage__S3__SecretKey", secretKey),
        ("Attachments__Storage__S3__Profile", "Ceph"),
    ];

    public static async Task<Bucket> CreateAsync()
    {
        var bucket = new Bucket();
        await bucket.Client.PutBucketAsync(bucket.Name);
        return bucket;
    }

    public async Task<int> CountPartialUploadsAsync() => (await Client.ListMultipartUploadsAsync(Name)).MultipartUploads?.Count ?? 0;

    public async Task EmptyAsync()
    {
        await foreach (var found in Client.Paginators.ListObjectsV2(new() { BucketName = Name }).S3Objects)
            await Client.DeleteObjectAsync(Name, found.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await EmptyAsync();
        await Client.DeleteBucketAsync(Name);
        Transfer.Dispose();
        Client.Dispose();
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable($"ATTACHMENTS_TEST_S3_{name}") is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"ATTACHMENTS_TEST_S3_{name} is not set: eng/services.sh up prints what to set.");
}
