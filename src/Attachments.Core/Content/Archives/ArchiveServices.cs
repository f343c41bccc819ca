using Attachments.Content.Archives.Gzip;
using Attachments.Content.Archives.Tar;
using Attachments.Content.Archives.Zip;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Attachments.Content.Archives;

/// <summary>Registers the inspection of archives.</summary>
internal static class ArchiveServices
{
    /// <summary>Adds the inspector, the formats that need no library, and the check of <see cref="ArchiveOptions"/> at start. Safe to call twice.</summary>
    public static IServiceCollection AddArchiveInspection(this IServiceCollection services)
    {
        services.AddOptions<ArchiveOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ArchiveOptions>, ArchiveOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IArchiveFormat, ZipFormat>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IArchiveFormat, GzipFormat>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IArchiveFormat, TarFormat>());
        services.TryAddSingleton<ArchiveRules>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IContentInspector, ArchiveInspector>());
        return services;
    }
}
