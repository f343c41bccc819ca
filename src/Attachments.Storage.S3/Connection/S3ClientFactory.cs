using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Attachments.Storage.S3.Connection;

/// <summary>Makes the SDK's client of the settings.</summary>
internal static class S3ClientFactory
{
    // The SDK's own 8 KiB makes 1,024 writes of a part.
    private const int BufferSize = 128 * 1024;

    public static IAmazonS3 Create(S3StoreOptions store, S3Capabilities capabilities, S3ResilienceOptions resilience, HttpClientFactory http)
    {
        var checksums = capabilities.SdkChecksums;
        var config = new AmazonS3Config
        {
            BufferSize = BufferSize,
            ForcePathStyle = capabilities.PathStyle,
            HttpClientFactory = http,
            MaxErrorRetry = resilience.MaxRetries,
            RequestChecksumCalculation = checksums ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RetryMode = RequestRetryMode.Adaptive,
            Timeout = Timeout.InfiniteTimeSpan,
        };

        Locate(config, store, capabilities);
        return string.IsNullOrEmpty(store.AccessKey)
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(store.AccessKey, store.SecretKey), config);
    }

    private static void Locate(AmazonS3Config config, S3StoreOptions store, S3Capabilities capabilities)
    {
        var region = string.IsNullOrEmpty(store.Region) ? capabilities.DefaultRegion : store.Region;

        if (!string.IsNullOrEmpty(store.ServiceUrl))
        {
            config.ServiceURL = store.ServiceUrl;
            config.AuthenticationRegion = region;
        }
        else if (region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
    }
}
