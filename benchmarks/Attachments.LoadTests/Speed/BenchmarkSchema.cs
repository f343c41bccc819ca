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

    private readonly bool isKept;

    private BenchmarkSchema(NpgsqlDataSource server, string name, bool isKept)
    {
        this.server = server;
        this.isKept = isKept;
        Name = name;
    }

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable);

    public string Name { get; }

    /// <summary>Makes a schema, whose tables a product host then applies.</summary>
    /// <param name="connectionString">The server.</param>
    /// <param name="kept">The name of a schema that stays for the next run, which goes on with its rows; null makes one that is dropped at the end.</param>
    public static async Task<BenchmarkSchema> CreateAsync(string connectionString, string? kept = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 };
        var schema = new BenchmarkSchema(NpgsqlDataSource.Create(builder), kept ?? $"bench_{Guid.NewGuid():N}", kept is not null);
        await schema.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {schema.Name}");
        return schema;
    }

    /// <summary>Makes attachments, each with a blob of its own, inside the server; goes on where an earlier run has stopped.</summary>
    public async Task FillAsync(long rows)
    {
        var made = await ReadAsync($"SELECT coalesce((SELECT uploaded_at - 1700000000000 + 1 FROM {Name}.attachments WHERE id < '00000001-0000-7000-8000-000000000000' ORDER BY id DESC LIMIT 1), 0)");
        for (var first = made; first < rows; first += Slice)
            await ExecuteAsync(Rows.PostgreSql(Name, first, Math.Min(Slice, rows - first)));

        await VacuumAsync();
    }

    /// <summary>Takes the attachments away from a share of the blobs, as a host's cascade does.</summary>
    /// <returns>How many.</returns>
    public Task<long> ForsakeAsync(long every) =>
        ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {Name}.attachments WHERE (uploaded_at - 1700000000000) % {every} = 0"));

    /// <summary>Counts the blobs that no attachment names.</summary>
    public Task<long> CountForsakenAsync() =>
        ReadAsync($"SELECT count(*) FROM {Name}.blobs b WHERE NOT EXISTS (SELECT 1 FROM {Name}.attachments a WHERE a.blob_id = b.id)");

    public async Task VacuumAsync()
    {
        await ExecuteAsync($"VACUUM (ANALYZE) {Name}.blobs");
        await ExecuteAsync($"VACUUM (ANALYZE) {Name}.attachments");
        await ExecuteAsync("CHECKPOINT");
    }

    public async ValueTask DisposeAsync()
    {
        if (!isKept)
            await ExecuteAsync($"DROP SCHEMA {Name} CASCADE");

        await server.DisposeAsync();
    }

    private async Task<long> ExecuteAsync(string sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync();
    }

    private async Task<long> ReadAsync(string sql)
    {
        await using var command = Command(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // Names and numbers of this program alone.
    private NpgsqlCommand Command(string sql) => server.CreateCommand(sql);
}
