using System.Globalization;
using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed.Growth;

/// <summary>What many rows cost on PostgreSQL: the same host on a small and on a large table, the same requests in the same rounds.</summary>
internal sealed class GrowthBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int FewRows = 100_000;
    private const int ManyRows = 10_000_000;
    private const int Connections = 4;
    private const int KiB = 1024;

    private readonly long many = settings.Rows ?? ManyRows;

    public async Task RunAsync()
    {
        var connectionString = BenchmarkSchema.ConnectionString ?? throw new ArgumentException($"{BenchmarkSchema.Variable} is not set.");
        await using var fewRows = await BenchmarkSchema.CreateAsync(connectionString);
        await using var manyRows = await BenchmarkSchema.CreateAsync(connectionString, settings.Kept);
        await using var small = await StartAsync(connectionString, fewRows);
        await using var large = await StartAsync(connectionString, manyRows);
        await fewRows.FillAsync(FewRows);
        await manyRows.FillAsync(many);

        Compare("list", small, large, 1000, rows => new DownloadExchange(Lists(rows), 200, length: null));
        Compare("upload", small, large, 300, _ => new ProductUploadExchange(new UploadBody(KiB)));
        Compare("dedup", small, large, 300, rows => new SharedUploadExchange(rows));
        Compare("delete", small, large, 500, rows => new DeleteExchange(rows), WarmUp.OfDeletes);
    }

    private void Compare(string operation, MeasuredServer small, MeasuredServer large, int requests, Func<long, IExchange> exchange, WarmUp? warmUp = null)
    {
        if (!settings.Includes($"growth-{operation}"))
            return;

        var few = new Contender(string.Create(CultureInfo.InvariantCulture, $"{FewRows:N0} rows"), small, exchange(FewRows), Connections);
        var lots = new Contender(string.Create(CultureInfo.InvariantCulture, $"{many:N0} rows"), large, exchange(many), Connections);
        using var comparison = new Comparison($"{operation}, PostgreSQL × {Connections}", settings, few, lots);
        comparison.Run(requests, bytes: 0, warmUp);
        scores.Add(Goals.Growth(operation), 1 / lots.Ratio(few, static round => round.PerSecond));
    }

    // Far apart from each other, so that the pages of the table are as cold as they are in such a table.
    private static byte[][] Lists(long rows)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 50_000).Select(_ => Requests.Get($"/api/v1/messages/{Rows.Message(random.NextInt64(rows / Rows.PerMessage))}/attachments?limit=10"))];
    }

    private Task<MeasuredServer> StartAsync(string connectionString, BenchmarkSchema schema) =>
        MeasuredServer.StartAsync(settings.ServerProcessors, "product", data: null, "--postgres", connectionString, "--schema", schema.Name);
}
