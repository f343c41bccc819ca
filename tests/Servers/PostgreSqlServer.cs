using Npgsql;

namespace Attachments.Servers;

/// <summary>The server that <c>ATTACHMENTS_TEST_POSTGRES</c> names, and databases of one test's own on it.</summary>
internal static class PostgreSqlServer
{
    private const string Variable = "ATTACHMENTS_TEST_POSTGRES";

    /// <summary>Gets why tests are skipped where there is none.</summary>
    public const string WhySkipped = $"{Variable} is not set";

    /// <summary>Gets the server's connection string; null where the tests run without one.</summary>
    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    /// <summary>Begins a connection string for a database.</summary>
    public static NpgsqlConnectionStringBuilder Of(string database) => new(Require()) { Database = database };

    // Copied as files: through the write-ahead log, the default since PostgreSQL 15, it takes ten times the processor time.
    public static Task CreateAsync(string database) => ExecuteAsync($"CREATE DATABASE {database} STRATEGY file_copy");

    public static Task DropAsync(string database) => ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    /// <summary>Connects to the server without a pool, which a test that cuts connections would find dead ones in.</summary>
    public static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Require()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static string Require() => ConnectionString ?? throw new InvalidOperationException(WhySkipped);

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
#pragma warning disable CA2100 // The only variable part is a name that a test makes of hex digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
