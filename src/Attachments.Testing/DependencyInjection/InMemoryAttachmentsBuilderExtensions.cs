using Attachments.Persistence;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps attachments in memory, for the tests of an application.</summary>
public static class InMemoryAttachmentsBuilderExtensions
{
    /// <summary>Keeps the attachments' rows in memory. Nothing outlives the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="database">The rows, to look at or to share between hosts; null for a database of the host's own.</param>
    /// <returns>The builder.</returns>
    public static IAttachmentsBuilder UseInMemoryDatabase(this IAttachmentsBuilder builder, InMemoryAttachmentDatabase? database = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Singleton(database ?? new InMemoryAttachmentDatabase()));
        builder.Services.Replace(ServiceDescriptor.Singleton<IAttachmentRepository, InMemoryAttachmentRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<ISealRepository, InMemorySealRepository>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IBlobRepository, InMemoryBlobRepository>());
        return builder;
    }
}
