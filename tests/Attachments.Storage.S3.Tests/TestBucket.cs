using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Storage.S3;

/// <summary>A part of the service's bucket that one test has for itself.</summary>
internal sealed class TestBucket : IAsyncDisposable
{
    private const string Endpoint = "ATTACHMENTS_TEST_S3_ENDPOINT";

    private readonly List<ServiceProvider> providers = [];

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}/";

    public static string ServiceUrl
    {
        get
        {
            var address = Environment.GetEnvironmentVariable(Endpoint);
            Assert.SkipWhen(string.IsNullOrEmpty(address), $"{Endpoint} is not set");
            return address!;
        }
    }

    public static string Name => Variable("ATTACHMENTS_TEST_S3_BUCKET");

    /// <summary>Gets a client of the test's own, which knows nothing of the store.</summary>
    public IAmazonS3 Raw { get; } = new AmazonS3Client(
        Variable("ATTACHMENTS_TEST_S3_ACCESS_KEY"),
        Variable("ATTACHMENTS_TEST_S3_SECRET_KEY"),
        new AmazonS3Config
        {
            ServiceURL = ServiceUrl,
            AuthenticationRegion = Variable("ATTACHMENTS_TEST_S3_REGION"),
            ForcePathStyle = true,
            RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
        });

    public ServiceProvider Services(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["ServiceUrl"] = ServiceUrl,
            ["Region"] = Variable("ATTACHMENTS_TEST_S3_REGION"),
            ["Bucket"] = Name,
            ["AccessKey"] = Variable("ATTACHMENTS_TEST_S3_ACCESS_KEY"),
            ["SecretKey"] = Variable("ATTACHMENTS_TEST_S3_SECRET_KEY"),
            ["Profile"] = nameof(S3Profile.Ceph),
            ["KeyPrefix"] = Prefix,
        };
        foreach (var (key, value) in settings)
            values[key] = value;
        var section = new ConfigurationBuilder().AddInMemoryCollection(values).Build();

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        new Builder(services).UseS3Store(section);
        configure?.Invoke(services);
        var provider = services.BuildServiceProvider();
        providers.Add(provider);
        return provider;
    }

    public S3StoreOptions Options(S3Profile profile, string? serviceUrl = null) => new()
    {
        ServiceUrl = serviceUrl ?? ServiceUrl,
        Region = Variable("ATTACHMENTS_TEST_S3_REGION"),
        Bucket = Name,
        AccessKey = Variable("ATTACHMENTS_TEST_S3_ACCESS_KEY"),
        SecretKey = Variable("ATTACHMENTS_TEST_S3_SECRET_KEY"),
        Profile = profile,
        KeyPrefix = Prefix,
    };

    public IBlobStore Store(params (string Key, string Value)[] settings) => Services(null, settings).GetRequiredService<IBlobStore>();

    /// <summary>The store's services, with a scanner that goes by the objects' tags.</summary>
    public ServiceProvider ScannerServices(Action<S3MalwareTagOptions>? configure = null, params (string Key, string Value)[] settings) =>
        Services(services => new Builder(services).AddS3MalwareTags(configure ?? (static _ => { })), settings);

    public Task TagAsync(string objectKey, string tag, string value) => Raw.PutObjectTaggingAsync(new PutObjectTaggingRequest
    {
        BucketName = Name,
        Key = objectKey,
        Tagging = new Tagging { TagSet = [new Tag { Key = tag, Value = value }] },
    });

    public async Task<List<MultipartUpload>> ListUploadsAsync() =>
        (await Raw.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Name, Prefix = Prefix })).MultipartUploads ?? [];

    /// <summary>Waits until the service's clock, which shows whole seconds, has gone on.</summary>
    /// <returns>How old, at least, by that clock is now what was there before the call.</returns>
    public static async Task<TimeSpan> WaitForClockAsync(TimeSpan atLeast)
    {
        using var http = new HttpClient();
        var start = await ReadClockAsync(http);
        while (await ReadClockAsync(http) - start < atLeast + TimeSpan.FromSeconds(1))
            await Task.Yield();

        return atLeast;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var upload in await ListUploadsAsync())
            await Raw.AbortMultipartUploadAsync(Name, upload.Key, upload.UploadId);

        var objects = await Raw.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name, Prefix = Prefix });
        foreach (var stored in objects.S3Objects ?? [])
            await Raw.DeleteObjectAsync(Name, stored.Key);

        foreach (var provider in providers)
            await provider.DisposeAsync();
        Raw.Dispose();
    }

    private static async Task<DateTimeOffset> ReadClockAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri(ServiceUrl), TestContext.Current.CancellationToken);
        return answer.Headers.Date ?? throw new InvalidOperationException("The service does not say what time it is.");
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
