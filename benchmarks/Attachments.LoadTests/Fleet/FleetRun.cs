using System.Diagnostics;
using System.Globalization;
using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Checks;
using Attachments.LoadTests.Fleet.Hosts;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Load;
using Attachments.LoadTests.Fleet.Measurements;
using Attachments.LoadTests.Fleet.Services;

namespace Attachments.LoadTests.Fleet;

/// <summary>Several hosts on one PostgreSQL and one bucket, under load, while one thing after the other is taken from them; and then a look at what is left.</summary>
internal sealed class FleetRun(FleetSettings settings, FleetServices services) : IAsyncDisposable
{
    private const int Tenants = 3;
    private const int FirstHostOffset = 300;

    private readonly string directory = Directory.CreateTempSubdirectory("attachments-fleet-").FullName;
    private readonly OutageLog outages = new();
    private readonly OperationLog operations = new();
    private readonly Violations violations = new(TextWriter.Synchronized(Console.Error));
    private IReadOnlyList<FleetHost> hosts = [];

    /// <summary>Gets where the hosts' logs and the journal are. They stay where the run failed.</summary>
    public string LogDirectory => directory;

    public async Task<FleetReport> RunAsync()
    {
        using var journal = new Journal(Path.Combine(directory, "journal.txt"));
        using var store = new StoreOracle(services.S3);
        var database = new DatabaseOracle(services.PostgreSql);
        var contents = await ContentPool.CreateAsync();
        var ledger = new FleetLedger(new AnswerJudge(outages, operations, violations), violations, journal);
        await StartHostsAsync();

        var from = outages.Now;
        await LoadAsync(ledger, contents);
        var duration = outages.Now - from;

        var settling = await new Settlement(settings, database, store, violations).WaitAsync();
        var downloads = await new LedgerCheck(ledger, await contents.PickAsync(new Random(0)), violations).RunAsync(hosts);
        var objects = await RowsAndObjectsCheck.RunAsync(settings, database, store, violations);
        var checkedBytes = await new ConsistencyRun(services, violations).RunAsync();

        return new FleetReport(settings, operations.ToList(), outages.All, [.. violations.All])
        {
            Duration = duration,
            Settling = settling,
            Messages = ledger.Messages.Count,
            CheckedDownloads = downloads,
            Objects = objects,
            CheckedBytes = checkedBytes,
        };
    }

    /// <summary>Kills the hosts, for a run that is broken off: nobody else would.</summary>
    public void KillHosts()
    {
        foreach (var host in hosts)
            host.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        if (violations.All.Count == 0)
            Directory.Delete(directory, recursive: true);
    }

    private async Task StartHostsAsync()
    {
        var environment = HostEnvironment.Make(settings, services);
        hosts = [.. Enumerable.Range(0, settings.Hosts).Select(number => new FleetHost(
            string.Create(CultureInfo.InvariantCulture, $"host-{number + 1}"), settings.FirstPort + FirstHostOffset + number, directory, environment))];
        await Task.WhenAll(hosts.Select(host => host.StartAsync()));
    }

    private async Task LoadAsync(FleetLedger ledger, ContentPool contents)
    {
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, settings.Clients).Select(number => new LoadClient(
            new FleetCaller(hosts, outages, Name("tenant", number % Tenants), Name("user", number), number), ledger, contents, settings.Seed + (1000 * number)));
        var running = clients.Select(client => Task.Run(() => client.RunAsync(stop.Token))).ToList();
        var chaos = new ChaosTurns(settings, services, hosts, outages, violations).RunAsync(stop.Token);

        // Whichever ends before its time has failed.
        await Task.WhenAny([WaitAsync(), chaos, .. running]);
        await stop.CancelAsync();
        await chaos;
        await Task.WhenAll(running);
    }

    // A short run on a slow machine may end before the fault that it is about.
    private async Task WaitAsync()
    {
        var watch = Stopwatch.StartNew();
        await Task.Delay(settings.Duration);
        while (outages.All.Count < settings.LeastFaults && watch.Elapsed < 3 * settings.Duration)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
}
