using System.Reflection;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Attachments.Testing.Scanning;
using Attachments.Testing.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps attachments in memory, for the tests of an application.</summary>
public static class InMemoryAttachmentsBuilderExtensions
{
    /// <summary>Keeps the attachments' bytes in memory. Nothing outlives the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="store">The bytes, to look at or to share between hosts; null for a store of the host's own.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UseInMemoryStore(this IAttachmentsBuilder builder, InMemoryBlobStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Singleton<IBlobStore>(store ?? new InMemoryBlobStore()));
        return builder;
    }

    /// <summary>Keeps the attachments' rows in memory. Nothing outlives the host.</summary>
    /// <param name="builder">The builder. Of a database that was chosen before, nothing is asked any more, at start or for readiness.</param>
    /// <param name="database">The rows, to look at or to share between hosts; null for a database of the host's own.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UseInMemoryDatabase(this IAttachmentsBuilder builder, InMemoryAttachmentDatabase? database = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        ForgetChecksOfDatabase(builder.Services);
        builder.Services.Replace(ServiceDescriptor.Singleton(database ?? new InMemoryAttachmentDatabase()));
        builder.Services.Replace(ServiceDescriptor.Singleton<IAttachmentSchema, InMemoryAttachmentSchema>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IAttachmentRepository, InMemoryAttachmentRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<ISealRepository, InMemorySealRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IBlobRepository, InMemoryBlobRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IScanRepository, InMemoryScanRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IQuarantineRepository, InMemoryQuarantineRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IConsistencyRepository, InMemoryConsistencyRepository>());
        return builder;
    }

    /// <summary>Adds a scanner that needs no daemon.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="scanner">The scanner, to say what it answers; null for one of the host's own, which finds the EICAR test file.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Scans once <c>Attachments:Scanning:Mode</c> is on.</remarks>
    public static IAttachmentsBuilder AddInMemoryScanner(this IAttachmentsBuilder builder, InMemoryScanner? scanner = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (scanner is not null)
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IBlobScanner>(scanner));

        return builder.AddScanner<InMemoryScanner>();
    }

    // They would go on asking a server that a test has not got.
    private static void ForgetChecksOfDatabase(IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(IAttachmentRepository))?.ImplementationType?.Assembly is not { } database || database == Assembly.GetExecutingAssembly())
            return;

        foreach (var check in services.Where(IsCheckOfDatabase).ToList())
            services.Remove(check);

        bool IsCheckOfDatabase(ServiceDescriptor service) =>
            (service.ServiceType == typeof(IReadinessProbe) || service.ServiceType == typeof(IHostedService)) && !service.IsKeyedService && service.ImplementationType?.Assembly == database;
    }
}
