using Attachments.Persistence;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes the tables from a deployment's own step.</summary>
public static class AttachmentsSchemaExtensions
{
    /// <summary>Creates or upgrades the attachments' tables. Does nothing where they are up to date; safe when several hosts do it at once.</summary>
    /// <param name="services">The host's services, such as <c>app.Services</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The tables are the host's own, or newer than this version of the library can run on.</exception>
    /// <exception cref="AttachmentDatabaseException">The database could not be reached.</exception>
    public static ValueTask ApplyAttachmentsSchemaAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<IAttachmentSchema>().ApplyAsync(cancellationToken);
}
