using System.Globalization;
using Attachments.LoadTests.Speed.Client;
using Attachments.LoadTests.Speed.Measurements;
using Attachments.LoadTests.Speed.Servers;

namespace Attachments.LoadTests.Speed;

/// <summary>Metadata and lists out of 100,000 rows against bare endpoints on the same rows.</summary>
internal sealed class MetadataBenchmark(SpeedSettings settings, Scoreboard scores)
{
    private const int DefaultRows = 100_000;
    private const int Connections = 8;
    private const int Addresses = 5000;

    private readonly int rows = settings.Rows ?? DefaultRows;

    public async Task RunAsync()
    {
        if (settings.Includes("metadata-sqlite") || settings.Includes("list-sqlite"))
            await RunSqliteAsync();

        if (settings.Includes("metadata-postgresql") || settings.Includes("list-postgresql"))
            await RunPostgreSqlAsync();
    }

    private async Task RunSqliteAsync()
    {
        await using var product = await StartAsync("product", null, "--rows", rows.ToString(CultureInfo.InvariantCulture));
        await using var bare = await StartAsync("sqlite-prepared", product.Data);

        if (settings.Includes("metadata-sqlite"))
        {
            using var comparison = Compare("metadata, SQLite", bare, product, MetadataPaths("/attachments"), MetadataPaths("/api/v1/attachments"), 8000, out var baseline, out var ours);
            scores.AddSpeed(Goals.SqliteMetadata, ours, baseline);
            scores.Add(Goals.SqliteMetadataAllocated, ours.Median(static round => round.AllocatedBytes) / 1024);
        }

        if (settings.Includes("list-sqlite"))
        {
            using var comparison = Compare("list of 10 and total, SQLite", bare, product, ListPaths("/messages"), ListPaths("/api/v1/messages"), 4000, out var baseline, out var ours);
            scores.AddSpeed(Goals.SqliteList, ours, baseline);
            scores.Add(Goals.SqliteListAllocated, ours.Ratio(baseline, static round => round.AllocatedBytes));
        }
    }

    private async Task RunPostgreSqlAsync()
    {
        if (BenchmarkSchema.ConnectionString is not { } connectionString)
        {
            Console.WriteLine($"PostgreSQL is left out: {BenchmarkSchema.Variable} is not set.");
            return;
        }

        await using var schema = await BenchmarkSchema.CreateAsync(connectionString);
        string[] options = ["--postgres", connectionString, "--schema", schema.Name];
        await using var product = await StartAsync("product", null, options);
        await schema.FillAsync(rows);
        await using var bare = await StartAsync("npgsql", null, options);

        if (settings.Includes("metadata-postgresql"))
        {
            using var comparison = Compare("metadata, PostgreSQL", bare, product, MetadataPaths("/attachments"), MetadataPaths("/api/v1/attachments"), 4000, out var baseline, out var ours);
            scores.AddSpeed(Goals.PostgreSqlMetadata, ours, baseline);
        }

        if (settings.Includes("list-postgresql"))
        {
            using var comparison = Compare("list of 10 and total, PostgreSQL", bare, product, ListPaths("/messages"), ListPaths("/api/v1/messages"), 4000, out var baseline, out var ours);
            scores.AddSpeed(Goals.PostgreSqlList, ours, baseline);
        }
    }

    private Comparison Compare(
        string title, MeasuredServer bare, MeasuredServer product, byte[][] barePaths, byte[][] productPaths, int requests, out Contender baseline, out Contender ours)
    {
        baseline = new Contender("bare endpoint", bare, new DownloadExchange(barePaths, 200, length: null), Connections);
        ours = new Contender("product", product, new DownloadExchange(productPaths, 200, length: null), Connections);
        var comparison = new Comparison(string.Create(CultureInfo.InvariantCulture, $"{title}, {rows:N0} rows × {Connections}"), settings, baseline, ours);
        comparison.Run(requests, bytes: 0);
        return comparison;
    }

    // The same addresses in the same order for both.
    private byte[][] MetadataPaths(string prefix)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Addresses).Select(_ => Requests.Get($"{prefix}/{Rows.Id(random.Next(rows))}/metadata"))];
    }

    private byte[][] ListPaths(string prefix)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, Addresses).Select(_ => Requests.Get($"{prefix}/{Rows.Message(random.Next(rows / Rows.PerMessage))}/attachments?limit=10"))];
    }

    private Task<MeasuredServer> StartAsync(string name, string? data, params string[] options) => MeasuredServer.StartAsync(settings.ServerProcessors, name, data, options);
}
