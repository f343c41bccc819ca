using System.Diagnostics.CodeAnalysis;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Relational;
using Attachments.Relational.Consistency;
using Attachments.Relational.Diagnostics;
using Attachments.Relational.Scanning;
using Attachments.Relational.Schema;
using Attachments.Relational.Sealing;
using Attachments.Relational.Sweeping;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a relational database. For packages that bring an engine; hosts call theirs, such as <c>UseSqlite</c>.</summary>
public static class RelationalAttachmentsBuilderExtensions
{
    /// <summary>Keeps the attachments' rows in a relational database.</summary>
    /// <typeparam name="TDatabase">Runs the batches.</typeparam>
    /// <typeparam name="TSchema">Makes and checks the tables.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UseRelationalDatabase<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDatabase,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSchema>(this IAttachmentsBuilder builder)
        where TDatabase : RelationalDatabase
        where TSchema : class, IAttachmentSchema
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton<TDatabase>();
        builder.Services.Replace(ServiceDescriptor.Singleton<RelationalDatabase>(services => services.GetRequiredService<TDatabase>()));
        builder.Services.Replace(ServiceDescriptor.Singleton<IAttachmentSchema, TSchema>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IAttachmentRepository, RelationalAttachmentRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<ISealRepository, RelationalSealRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IBlobRepository, RelationalBlobRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IScanRepository, RelationalScanRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IQuarantineRepository, RelationalQuarantineRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IConsistencyRepository, RelationalConsistencyRepository>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessProbe, DatabaseProbe>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SchemaStartCheck>());
        return builder;
    }
}
