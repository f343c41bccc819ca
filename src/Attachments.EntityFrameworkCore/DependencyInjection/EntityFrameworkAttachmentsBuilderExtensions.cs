using Attachments.EntityFrameworkCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Tells the library that its tables are in the host's own <c>DbContext</c>.</summary>
public static class EntityFrameworkAttachmentsBuilderExtensions
{
    /// <summary>Leaves the attachments' tables to the migrations of a context of the host, and takes the type of the messages' key from its model.</summary>
    /// <typeparam name="TContext">The context whose model has called <c>AddAttachments</c>; registered by <c>AddDbContext</c> or <c>AddDbContextFactory</c>.</typeparam>
    /// <param name="builder">The builder, on which <c>UsePostgreSql</c> or <c>UseSqlite</c> is called too, before or after, with the same database.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The library then never makes or changes a table. The host does not start, and says why in one sentence, where the model lacks the attachments,
    /// names other tables than the library would use, or where the tables or their version are not there.
    /// </remarks>
    public static IAttachmentsBuilder UseEntityFrameworkSchema<TContext>(this IAttachmentsBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Singleton<HostModelSource, HostModelSource<TContext>>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IPostConfigureOptions<>), typeof(HostSchemaOptions<>)));

        // First of all, whatever was called before: see the check.
        if (!builder.Services.Any(service => service.ImplementationType == typeof(HostTablesCheck)))
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, HostTablesCheck>());

        return builder;
    }
}
