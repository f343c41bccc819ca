using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attachments.Hosting;

/// <summary>Stands in for the parts that a host must choose, and says what to call where it did not.</summary>
/// <remarks>Without it the container would complain first, in many words and, where it validates on build, before anything of ours has run.</remarks>
internal static class MissingParts
{
    public static void AddMissingParts(this IServiceCollection services)
    {
        services.TryAddSingleton<IBlobStore>(_ => throw Missing("blob store", "UseFileSystemStore"));
        services.TryAddSingleton<IAttachmentRepository>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddSingleton<IBlobRepository>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddSingleton<IScanRepository>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddSingleton<IQuarantineRepository>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddSingleton<IConsistencyRepository>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddSingleton<ISealRepository>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddSingleton<IAttachmentSchema>(_ => throw Missing("database", "UseSqlite or UsePostgreSql"));
        services.TryAddScoped<IMessageDirectory>(_ => throw Missing("message directory", "UseMessages<T>()"));
    }

    private static InvalidOperationException Missing(string part, string call) =>
        new($"No {part} is chosen: call {call} on what AddAttachments returns.");
}
