using System.Diagnostics;
using System.Globalization;
using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Growth;

/// <summary>
/// One host sweeps the blobs that a cascade has left behind, out of a large table on PostgreSQL, while another answers requests.
/// The blobs have no bytes in the store: their delete is asked for and finds nothing.
/// </summary>
internal sealed class SweepBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int DefaultRows = 10_000_000;
    private const int DefaultBacklog = 1_000_000;
    private const int Connections = 4;
    private const int Requests = 500;
    private const int QuietRounds = 20;
    private const int LooksPerSweep = 100_000;

    private readonly long rows = settings.Rows ?? DefaultRows;
    private readonly long backlog = settings.Backlog ?? DefaultBacklog;
    private readonly List<double> quiet = [];
    private readonly List<double> swept = [];

    public async Task RunAsync()
    {
        var connectionString = BenchmarkSchema.ConnectionString ?? throw new ArgumentException($"{BenchmarkSchema.Variable} is not set.");
        await using var schema = await BenchmarkSchema.CreateAsync(connectionString, settings.Kept);
        await using var foreground = await StartAsync(connectionString, schema);
        await schema.FillAsync(rows);
        await schema.ForsakeAsync(every: rows / backlog);
        await schema.VacuumAsync();
        var forsaken = await schema.CountForsakenAsync();

        await using var sweeping = await StartAsync(connectionString, schema, "--watch-statements");
        using var load = new LoadRound(foreground.Endpoint, new MixedExchange(rows), Connections);
        Observe(load, quiet, QuietRounds);
        quiet.Clear();
        Observe(load, quiet, QuietRounds);

        var clock = Stopwatch.StartNew();
        var sweep = Task.Run(() => Sweep(sweeping, forsaken));
        while (!sweep.IsCompleted)
            Observe(load, swept, rounds: 1);

        var removed = await sweep;
        var elapsed = clock.Elapsed;
        Observe(load, quiet, QuietRounds);
        Report(forsaken, removed, elapsed, sweeping.Measure().SlowestStatement);
        if (settings.SweepLimit == TimeSpan.MaxValue && await schema.CountForsakenAsync() is > 0 and var left)
            throw new InvalidOperationException($"{left} blobs that nothing names were left.");
    }

    private long Sweep(MeasuredServer server, long expected)
    {
        var clock = Stopwatch.StartNew();
        using var connection = new RawConnection(server.Endpoint);
        var removed = 0L;
        var idle = 0L;

        // A round that finds nothing is the last one, whatever was counted before.
        while (removed < expected && idle <= rows / LooksPerSweep && clock.Elapsed < settings.SweepLimit)
        {
            connection.Send(Client.Requests.Post(ProductServer.SweepPath));
            var gone = long.Parse(connection.ReceiveText(), CultureInfo.InvariantCulture);
            removed += gone;
            idle = gone == 0 ? idle + 1 : 0;
        }

        return removed;
    }

    private static void Observe(LoadRound load, List<double> latencies, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            latencies.AddRange(load.Run(Requests).Latencies.Select(static ticks => ticks * 1000d / Stopwatch.Frequency));
            load.CleanUp();
        }
    }

    private void Report(long forsaken, long removed, TimeSpan elapsed, double slowest)
    {
        double[] before = [.. quiet.Order()];
        double[] during = [.. swept.Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{removed:N0} of {forsaken:N0} blobs that nothing names were swept out of {rows:N0} in {elapsed.TotalSeconds:F0} s; the slowest statement took {slowest:F0} ms (0: less than 20)."));
        Console.WriteLine();
        Console.WriteLine("| foreground: list, metadata, upload of 1 KiB | requests | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|");
        Row("before and after the sweep", before);
        Row("during the sweep", during);
        Console.WriteLine();
        scores.Add(Goals.SweepStatement, slowest);
        scores.Add(Goals.SweepForeground, Statistics.Percentile(during, 0.99) / Statistics.Percentile(before, 0.99));
    }

    private static void Row(string name, double[] sorted) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {name} | {sorted.Length:N0} | {Statistics.Percentile(sorted, 0.5):F2} | {Statistics.Percentile(sorted, 0.99):F2} |"));

    private Task<MeasuredServer> StartAsync(string connectionString, BenchmarkSchema schema, params string[] options) =>
        MeasuredServer.StartAsync(settings.ServerProcessors, "product", data: null, ["--postgres", connectionString, "--schema", schema.Name, .. options]);
}
