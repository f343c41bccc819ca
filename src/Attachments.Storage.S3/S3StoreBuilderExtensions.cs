using Amazon.S3;
using Attachments.Storage;
using Attachments.Storage.S3;
using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Diagnosis;
using Attachments.Storage.S3.Downloads;
using Attachments.Storage.S3.Inventory;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.Links;
using Attachments.Storage.S3.Stagings;
using Attachments.Storage.S3.Uploads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the S3 store.</summary>
public static class S3StoreBuilderExtensions
{
    /// <summary>Keeps blobs in a bucket.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="configure">Sets at least <see cref="S3StoreOptions.Bucket"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Replaces a store that was chosen before. The other options are set by <c>builder.Services.Configure</c>: <see cref="S3TransferOptions"/>,
    /// <see cref="S3ObjectOptions"/>, <see cref="S3ProtocolOptions"/>, <see cref="S3ResilienceOptions"/> and <see cref="S3LinkOptions"/>.
    /// </remarks>
    public static IAttachmentsBuilder UseS3Store(this IAttachmentsBuilder builder, Action<S3StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        Register(builder.Services);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Keeps blobs in a bucket that configuration names.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="section">
    /// The section with the members of <see cref="S3StoreOptions"/>, <see cref="S3TransferOptions"/>, <see cref="S3ObjectOptions"/>,
    /// <see cref="S3ProtocolOptions"/>, <see cref="S3ResilienceOptions"/> and <see cref="S3LinkOptions"/>, usually <c>Attachments:Storage:S3</c>.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>Replaces a store that was chosen before.</remarks>
    public static IAttachmentsBuilder UseS3Store(this IAttachmentsBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        Register(builder.Services);
        builder.Services.Configure<S3StoreOptions>(section);
        builder.Services.Configure<S3TransferOptions>(section);
        builder.Services.Configure<S3ObjectOptions>(section);
        builder.Services.Configure<S3ProtocolOptions>(section);
        builder.Services.Configure<S3ResilienceOptions>(section);
        builder.Services.Configure<S3LinkOptions>(section);
        return builder;
    }

    /// <summary>Lets the S3 store use a client that the host made, with its own credentials, retries and time-outs.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="create">Makes the client, once. It is not disposed by the store.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// <see cref="S3StoreOptions.ServiceUrl"/>, <see cref="S3StoreOptions.Region"/> and the credentials are then not used for requests; the profile still
    /// says how they are sent. Such a client should have <c>RequestChecksumCalculation.WHEN_REQUIRED</c>, which many services need.
    /// </remarks>
    public static IAttachmentsBuilder UseS3Client(this IAttachmentsBuilder builder, Func<IServiceProvider, IAmazonS3> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);

        builder.Services.Replace(ServiceDescriptor.Singleton(services => new S3ClientSource(create(services))));
        return builder;
    }

    private static void Register(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<S3StoreOptions, S3StoreOptionsValidator>();
        services.AddOptionsWithValidateOnStart<S3TransferOptions, S3TransferOptionsValidator>();
        services.AddOptionsWithValidateOnStart<S3ObjectOptions, S3ObjectOptionsValidator>();
        services.AddOptionsWithValidateOnStart<S3ProtocolOptions, S3ProtocolOptionsValidator>();
        services.AddOptionsWithValidateOnStart<S3ResilienceOptions, S3ResilienceOptionsValidator>();
        services.AddOptionsWithValidateOnStart<S3LinkOptions, S3LinkOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<S3Metrics>();
        services.TryAddSingleton<S3Connection>();
        services.TryAddSingleton<ObjectRequests>();
        services.TryAddSingleton<KeyLayout>();
        services.TryAddSingleton<UploadContext>();
        services.TryAddSingleton<DownloadContext>();
        services.TryAddSingleton<MultipartListing>();
        services.TryAddSingleton<StagingSweep>();
        services.TryAddSingleton<ProbeSweep>();
        services.TryAddSingleton<ObjectListing>();
        services.TryAddSingleton<PresignedLinks>();
        services.TryAddSingleton<StoreCheck>();
        services.Replace(ServiceDescriptor.Singleton<IBlobStore, S3BlobStore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, S3StoreStartCheck>());
    }
}
