using System.Diagnostics.Metrics;
using Attachments.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.Migration.Hosting;

// One of the two stores, with services of its own: both may be of one kind, and their options must not meet.
internal sealed class StoreSide : IDisposable, IAsyncDisposable
{
    private static readonly Type[] Shared =
        [typeof(ILoggerFactory), typeof(IMeterFactory), typeof(IHostEnvironment), typeof(IConfiguration), typeof(IHostApplicationLifetime), typeof(TimeProvider)];

    private readonly ServiceProvider services;

    /// <param name="name">What messages call it.</param>
    /// <param name="choose">Chooses the store.</param>
    /// <param name="host">The host's services.</param>
    /// <param name="shared">What the store gets of the host's beside what every service may need.</param>
    public StoreSide(string name, Action<IAttachmentsBuilder> choose, IServiceProvider host, params Type[] shared)
    {
        var collection = new ServiceCollection();
        foreach (var type in Shared.Concat(shared))
        {
            // As an instance, so that it is the host's to dispose.
            if (host.GetService(type) is { } service)
                collection.AddSingleton(type, service);
        }

        collection.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        choose(new Builder(collection));
        services = collection.BuildServiceProvider();
        Name = name;
    }

    public string Name { get; }

    public IBlobStore Store => services.GetService<IBlobStore>()
        ?? throw new InvalidOperationException($"UseStoreMigration was given no store in \"{Name}\": call UseFileSystemStore or another on the builder there.");

    public IEnumerable<IHostedService> HostedServices => services.GetServices<IHostedService>();

    public IEnumerable<IReadinessProbe> Probes => services.GetServices<IReadinessProbe>();

    public void ValidateOptions() => services.GetService<IStartupValidator>()?.Validate();

    public void Dispose() => services.Dispose();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
