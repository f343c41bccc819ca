using Microsoft.Extensions.Hosting;

namespace Attachments.Storage.Migration.Hosting;

// Whatever a store does when its host starts and stops, both do, as if each were the host's own.
internal sealed class StoreSidesHosting(IBlobStore store, StoreSides sides) : IHostedLifecycleService
{
    private readonly List<IHostedService> services = [];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // Another store was chosen after these two.
        if (store is not MigratingBlobStore)
            return;

        foreach (var side in new[] { sides.From, sides.To })
        {
            side.ValidateOptions();
            _ = side.Store;
            services.AddRange(side.HostedServices);
        }

        foreach (var service in Lifecycles())
            await service.StartingAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services)
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Lifecycles())
            await service.StartedAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Lifecycles())
            await service.StoppingAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services)
            await service.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Lifecycles())
            await service.StoppedAsync(cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<IHostedLifecycleService> Lifecycles() => services.OfType<IHostedLifecycleService>();
}
