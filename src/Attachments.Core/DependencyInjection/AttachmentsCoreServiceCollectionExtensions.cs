using Attachments;
using Attachments.Access;
using Attachments.Consistency;
using Attachments.Content.Archives;
using Attachments.Content.Images;
using Attachments.Content.Types;
using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Hosting;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Policies;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the attachments library.</summary>
public static class AttachmentsCoreServiceCollectionExtensions
{
    /// <summary>Registers the library without its HTTP part, for workers and tests. Web applications call <c>AddAttachments</c>, which includes this.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that holds the settings, usually <c>Attachments</c>; null leaves them to code.</param>
    /// <returns>A builder on which the store, the database and the host's messages are chosen. A host without one of them does not start.</returns>
    /// <remarks>Safe to call twice. Settings are validated at start.</remarks>
    /// <exception cref="ArgumentException">The whole configuration was passed in the place of its section: each setting would quietly keep its default, scanning <c>Off</c> among them.</exception>
    public static IAttachmentsBuilder AddAttachmentsCore(this IServiceCollection services, IConfiguration? section = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (section is IConfigurationRoot && section.GetSection("Attachments").Exists())
            throw new ArgumentException("This is the whole configuration: pass its section, such as builder.Configuration.GetSection(\"Attachments\").", nameof(section));

        AddOptions(services, section);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AttachmentsMetrics>();
        services.TryAddSingleton<MonotonicIds>();

        services.AddMissingParts();
        services.AddContentTypes();
        services.TryAddSingleton<IUploadPolicies, ConfiguredUploadPolicies>();
        services.AddImageLimits();
        services.AddArchiveInspection();
        services.TryAddSingleton(new IngestTuning());
        services.TryAddSingleton<ContentIngester>();
        services.TryAddSingleton<BlobAttacher>();
        services.TryAddSingleton<OwnerFollower>();
        services.TryAddSingleton<AttachmentUploader>();
        services.TryAddSingleton<BlobReaper>();
        services.TryAddSingleton<StoredContentFactory>();
        services.AddScanning();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessProbe, StoreProbe>());

        services.TryAddSingleton<IAttachmentAccessPolicy, OwnerOrAdminPolicy>();

        // Not singletons, because the host's directory and policy may be scoped. They keep nothing, so that a scope need not keep them either.
        services.TryAddTransient<IAttachmentService, AttachmentService>();
        services.TryAddTransient<IMessageAttachments, MessageAttachments>();

        services.TryAddSingleton<BlobWalk>();
        services.TryAddSingleton<LostMessageFinder>();
        services.TryAddSingleton<IAttachmentSweeper, AttachmentSweeper>();
        services.TryAddSingleton<IConsistencyChecker, ConsistencyChecker>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PartsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SweepWorker>());

        return new AttachmentsBuilder(services);
    }

    private static void AddOptions(IServiceCollection services, IConfiguration? configuration)
    {
        var limits = services.AddOptions<AttachmentsOptions>().ValidateOnStart();
        var types = services.AddOptions<ContentTypeOptions>().ValidateOnStart();
        var images = services.AddOptions<ImageOptions>().ValidateOnStart();
        var archives = services.AddOptions<ArchiveOptions>().ValidateOnStart();
        var scanning = services.AddOptions<ScanningOptions>().ValidateOnStart();
        var retries = services.AddOptions<ScanRetryOptions>().ValidateOnStart();
        var rescans = services.AddOptions<RescanOptions>().ValidateOnStart();
        var sweeping = services.AddOptions<SweepingOptions>().ValidateOnStart();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AttachmentsOptions>, AttachmentsOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScanningOptions>, ScanningOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ScanRetryOptions>, ScanningOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RescanOptions>, ScanningOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SweepingOptions>, SweepingOptionsValidator>());

        if (configuration is null)
            return;

        limits.Bind(configuration);
        types.Bind(configuration.GetSection("Types")).Configure(options => ReadLists(options, configuration.GetSection("Types")));
        images.Bind(configuration.GetSection("Images"));
        archives.Bind(configuration.GetSection("Archives"));
        scanning.Bind(configuration.GetSection("Scanning"));
        retries.Bind(configuration.GetSection("Scanning"));
        rescans.Bind(configuration.GetSection("Scanning"));
        sweeping.Bind(configuration.GetSection("Sweeping"));
    }

    private static void ReadLists(ContentTypeOptions options, IConfigurationSection types)
    {
        options.Allowed = ReadList(types.GetSection("Allowed"), options.Allowed);
        options.RefusedExtensions = ReadList(types.GetSection("RefusedExtensions"), options.RefusedExtensions);
    }

    // The binder takes an empty list, and one text where a list should be, for nothing at all. Either would bring back defaults that the operator has replaced.
    private static IList<string>? ReadList(IConfigurationSection section, IList<string>? bound) => section.Value switch
    {
        null => bound,
        "" => [],
        _ => throw new InvalidOperationException($"{section.Path} must be a list: write {section.Path}:0, {section.Path}:1 and so on."),
    };
}
