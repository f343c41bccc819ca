using Npgsql;
using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>A database of its own on the server that <c>ATTACHMENTS_TEST_POSTGRES</c> names, dropped when disposed.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Variable = "ATTACHMENTS_TEST_POSTGRES";

    private readonly string server;
    private readonly string name = $"packaging_{Guid.NewGuid():N}";

    private ScratchDatabase(string server) => this.server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    public static async Task<ScratchDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"{Variable} is not set");
        var database = new ScratchDatabase(server!);
        // Copied as files: through the write-ahead log, the default since PostgreSQL 15, it takes ten times the processor time.
        await database.ExecuteAsync($"CREATE DATABASE {database.name} STRATEGY file_copy");
        return database;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The only variable part is a name made here of hex digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
