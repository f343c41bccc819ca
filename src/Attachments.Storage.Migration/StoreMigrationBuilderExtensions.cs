using Attachments.Diagnostics;
using Attachments.Storage;
using Attachments.Storage.Migration;
using Attachments.Storage.Migration.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Moves a host from one store to another.</summary>
public static class StoreMigrationBuilderExtensions
{
    /// <summary>Keeps blobs in two stores while they are moved from the one to the other.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="step">Which step the host takes part in. All hosts must have taken <see cref="StoreMigrationStep.Prepare"/> before the first takes <see cref="StoreMigrationStep.Copy"/>.</param>
    /// <param name="from">Chooses the old store, such as <c>old => old.UseFileSystemStore(…)</c>.</param>
    /// <param name="to">Chooses the new store.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Replaces a store that was chosen before. Each store has services and options of its own, beside the host's logging, metrics, environment,
    /// configuration and clock. Registers <see cref="IStoreMigrator"/>, which copies.
    /// </remarks>
    public static IAttachmentsBuilder UseStoreMigration(
        this IAttachmentsBuilder builder, StoreMigrationStep step, Action<IAttachmentsBuilder> from, Action<IAttachmentsBuilder> to)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);

        builder.Services.Replace(ServiceDescriptor.Singleton(host => new StoreSides(step, from, to, host)));
        builder.Services.Replace(ServiceDescriptor.Singleton<IBlobStore>(host => Create(step, host.GetRequiredService<StoreSides>())));
        builder.Services.TryAddSingleton<IStoreMigrator, StoreMigrator>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreSidesHosting>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessProbe, StoreSidesProbe>());
        return builder;
    }

    private static MigratingBlobStore Create(StoreMigrationStep step, StoreSides sides) => new(step, sides.From.Store, sides.To.Store);
}
