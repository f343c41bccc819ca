using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Cli.Connections;

/// <summary>The library without a host: nothing sweeps, scans or starts by itself.</summary>
internal static class CliServices
{
    public static async Task<ServiceProvider> BuildAsync(Connection connection, Action<IAttachmentsBuilder> useStore, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(connection.Configuration);
        var builder = services.AddAttachmentsCore();
        connection.Use(builder);
        useStore(builder);

        var provider = services.BuildServiceProvider();
        try
        {
            // Of another version, or seen through a policy that hides rows, every object would be an orphan.
            await provider.GetRequiredService<IAttachmentSchema>().VerifyAsync(cancellationToken);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }
}
