using Attachments.LoadTests.Fleet.Hosts;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.LoadTests.Fleet.Chaos;

/// <summary>Takes away one thing after the other, and gives it back.</summary>
internal sealed class ChaosTurns(FleetSettings settings, FleetServices services, IReadOnlyList<FleetHost> hosts, OutageLog outages, Violations violations)
{
    private static readonly TimeSpan ShortestFault = TimeSpan.FromSeconds(1);

    private readonly Random random = new(settings.Seed);

    /// <summary>Goes on until it is stopped. Whatever was taken away is back then.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Every kind comes once before any comes again; a short run sees them in the order of what matters most.
            var turns = Turns();
            if (outages.All.Count > 0)
                random.Shuffle(turns);

            foreach (var turn in turns)
            {
                if (!await PauseAsync(stop))
                    return;

                await turn();
            }
        }
    }

    private Func<Task>[] Turns()
    {
        List<Func<Task>> turns =
        [
            () => KillAsync(PickHost()),
            () => RestartAsync("radosgw killed", FleetService.RadosGateway, services.KillAsync),
            () => TerminateAsync(PickHost()),
            FreezeStoreAsync,
            () => RestartAsync("PostgreSQL stopped at once", FleetService.PostgreSql, services.EndAtOnceAsync),
            () => RestartAsync("radosgw stopped", FleetService.RadosGateway, services.TerminateAsync),
        ];

        if (settings.Jobs == JobBroker.Redis)
            turns.Insert(2, () => RestartAsync("Redis killed", FleetService.Redis, services.KillAsync));
        if (settings.Scans)
            turns.Add(() => RestartAsync("clamd killed", FleetService.Clamd, services.KillAsync));

        return [.. turns];
    }

    private FleetHost PickHost() => hosts[random.Next(hosts.Count)];

    private Task KillAsync(FleetHost host) => DuringAsync("host killed", host.Name, async () =>
    {
        await host.KillAsync();
        await Task.Delay(PickFault());
        await host.StartAsync();
    });

    private Task TerminateAsync(FleetHost host) => DuringAsync("host stopped", host.Name, async () =>
    {
        var code = await host.TerminateAsync();
        if (code != 0)
            violations.Add($"{host.Name} was asked to stop and ended with {code}; see {host.LogFile}");

        await host.StartAsync();
    });

    private Task RestartAsync(string kind, FleetService service, Func<FleetService, Task> end) => DuringAsync(kind, service.Name, async () =>
    {
        await end(service);
        await Task.Delay(PickFault());
        await services.StartWhatIsDownAsync();
    });

    private Task FreezeStoreAsync() => DuringAsync("radosgw frozen", FleetService.RadosGateway.Name, async () =>
    {
        services.Freeze(FleetService.RadosGateway);
        await Task.Delay(PickFault());
        services.Thaw(FleetService.RadosGateway);
    });

    // The outage begins before anything is done and ends when every host can work again, so that no error lies outside of it that is due to it.
    private async Task DuringAsync(string kind, string subject, Func<Task> fault)
    {
        var outage = outages.Begin(kind, subject);
        try
        {
            await fault();
            await Task.WhenAll(hosts.Select(host => host.WaitUntilReadyAsync()));
        }
        catch (OperationCanceledException)
        {
            violations.Add($"Not every host was ready again after {kind}");
        }

        outages.End(outage);
    }

    private TimeSpan PickFault() => ShortestFault + ((settings.LongestFault - ShortestFault) * random.NextDouble());

    private async Task<bool> PauseAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(settings.LongestPause * random.NextDouble(), stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
