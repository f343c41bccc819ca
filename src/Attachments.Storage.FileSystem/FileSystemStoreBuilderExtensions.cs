using Attachments.Storage;
using Attachments.Storage.FileSystem;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the file system store.</summary>
public static class FileSystemStoreBuilderExtensions
{
    /// <summary>Keeps blobs in a directory.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="configure">Sets at least <see cref="FileSystemStoreOptions.RootPath"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Replaces a store that was chosen before. The host does not start with a root that cannot be written to or that the web server could serve.</remarks>
    public static IAttachmentsBuilder UseFileSystemStore(this IAttachmentsBuilder builder, Action<FileSystemStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        Register(builder.Services).Configure(configure);
        return builder;
    }

    /// <summary>Keeps blobs in a directory that configuration names.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="section">The section with the members of <see cref="FileSystemStoreOptions"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Replaces a store that was chosen before. The host does not start with a root that cannot be written to or that the web server could serve.</remarks>
    public static IAttachmentsBuilder UseFileSystemStore(this IAttachmentsBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        Register(builder.Services).Bind(section);
        return builder;
    }

    private static OptionsBuilder<FileSystemStoreOptions> Register(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IBlobStore, FileSystemBlobStore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FileSystemStoreStartCheck>());
        return services.AddOptionsWithValidateOnStart<FileSystemStoreOptions, FileSystemStoreOptionsValidator>();
    }
}
