using System.Globalization;
using Attachments.LoadTests.Speed.Servers;
using Npgsql;

namespace Attachments.LoadTests.Speed;

/// <summary>A schema of the benchmark's own on the server of <c>ATTACHMENTS_TEST_POSTGRES</c>; dropped at the end.</summary>
internal sealed class BenchmarkSchema : IAsyncDisposable
{
    public const string Variable = "ATTACHMENTS_TEST_POSTGRES";

    private const long Slice = 500_000;

    private readonly NpgsqlDataSource server;

    private BenchmarkSchema(NpgsqlDataSource server, string name)
    {
        this.server = server;
        Name = name;
    }

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable);

    public string Name { get; }

    public static async Task<BenchmarkSchema> CreateAsync(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 };
        var schema = new BenchmarkSchema(NpgsqlDataSource.Create(builder), $"bench_{Guid.NewGuid():N}");
        await schema.ExecuteAsync($"CREATE SCHEMA {schema.Name}");
        return schema;
    }

    /// <summary>Makes attachments, each with a blob of its own, inside the server.</summary>
    public async Task FillAsync(long rows)
    {
        for (var first = 0L; first < rows; first += Slice)
            await ExecuteAsync(Rows.PostgreSql(Name, first, Math.Min(Slice, rows - first)));

        await VacuumAsync();
    }

    /// <summary>Takes the attachments away from a share of the blobs, as a host's cascade does.</summary>
    /// <returns>How many.</returns>
    public Task<long> ForsakeAsync(long every) =>
        ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {Name}.attachments WHERE (uploaded_at - 1700000000000) % {every} = 0"));

    /// <summary>Counts the blobs that no attachment names.</summary>
    public async Task<long> CountForsakenAsync()
    {
        await using var command = Command($"SELECT (SELECT count(*) FROM {Name}.blobs) - (SELECT count(DISTINCT blob_id) FROM {Name}.attachments)");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task VacuumAsync()
    {
        await ExecuteAsync($"VACUUM (ANALYZE) {Name}.blobs");
        await ExecuteAsync($"VACUUM (ANALYZE) {Name}.attachments");
        await ExecuteAsync("CHECKPOINT");
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP SCHEMA {Name} CASCADE");
        await server.DisposeAsync();
    }

    private async Task<long> ExecuteAsync(string sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync();
    }

    // Names and numbers of this program alone.
    private NpgsqlCommand Command(string sql) => server.CreateCommand(sql);
}
