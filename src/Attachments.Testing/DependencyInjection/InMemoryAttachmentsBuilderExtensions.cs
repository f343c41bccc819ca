using System.Reflection;
using Attachments;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Attachments.Testing.Scanning;
using Attachments.Testing.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps attachments in memory, for the tests of an application.</summary>
public static class InMemoryAttachmentsBuilderExtensions
{
    /// <summary>Keeps the attachments' bytes in memory. Nothing outlives the host.</summary>
    /// <param name="builder">The builder. Of a store that was chosen before, nothing is asked any more, at start or for readiness, nor its settings checked.</param>
    /// <param name="store">The bytes, to look at or to share between hosts; null for a store of the host's own.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UseInMemoryStore(this IAttachmentsBuilder builder, InMemoryBlobStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        ForgetChecksOf(builder.Services, typeof(IBlobStore));
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

        ForgetChecksOf(builder.Services, typeof(IAttachmentRepository));
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
        {
            // The last one counts.
            foreach (var earlier in builder.Services.Where(IsInMemoryScanner).ToList())
                builder.Services.Remove(earlier);

            builder.Services.AddSingleton<IBlobScanner>(scanner);
        }

        return builder.AddScanner<InMemoryScanner>();
    }

    private static bool IsInMemoryScanner(ServiceDescriptor service) => service.ServiceType == typeof(IBlobScanner) && !service.IsKeyedService
        && (service.ImplementationType == typeof(InMemoryScanner) || service.ImplementationInstance is InMemoryScanner);

    // What was chosen before would go on being asked, for a server or for settings that a test has not got.
    private static void ForgetChecksOf(IServiceCollection services, Type port)
    {
        if (services.LastOrDefault(service => service.ServiceType == port && !service.IsKeyedService) is not { } chosen || AssemblyOf(chosen) is not { } package)
            return;

        foreach (var check in services.Where(service => IsCheck(service, package)).ToList())
            services.Remove(check);
    }

    // Only of the library's own adapters: a host's own assembly holds more than its store.
    private static Assembly? AssemblyOf(ServiceDescriptor chosen)
    {
        var assembly = chosen.ImplementationType?.Assembly ?? chosen.ImplementationFactory?.Method.Module.Assembly;
        var isAdapter = assembly?.GetName().Name?.StartsWith("Attachments.", StringComparison.Ordinal) == true
            && assembly != typeof(IAttachmentService).Assembly && assembly != Assembly.GetExecutingAssembly();
        return isAdapter ? assembly : null;
    }

    private static bool IsCheck(ServiceDescriptor service, Assembly package)
    {
        if (service.IsKeyedService)
            return false;

        if (service.ServiceType == typeof(IReadinessProbe) || service.ServiceType == typeof(IHostedService))
            return IsOf(package, service.ImplementationType?.Assembly);

        // Its options are made at start to be validated, and may ask the host for a connection.
        return service.ServiceType.IsConstructedGenericType
            && service.ServiceType.GetGenericTypeDefinition() is var kind
            && (kind == typeof(IConfigureOptions<>) || kind == typeof(IPostConfigureOptions<>) || kind == typeof(IValidateOptions<>))
            && IsOf(package, service.ServiceType.GenericTypeArguments[0].Assembly);
    }

    // An engine, and tables in a host's own model, belong to the database.
    private static bool IsOf(Assembly package, Assembly? asked) => asked == package
        || (package.GetName().Name == "Attachments.Relational" && asked?.GetName().Name is "Attachments.PostgreSql" or "Attachments.Sqlite" or "Attachments.EntityFrameworkCore");
}
