using Npgsql;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>A new database on the server that <c>ATTACHMENTS_TEST_POSTGRES</c> names, dropped when disposed.</summary>
public sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private const string Variable = "ATTACHMENTS_TEST_POSTGRES";

    private readonly string name = $"sample_host_{Guid.NewGuid():N}";

    private PostgreSqlDatabase()
    {
    }

    /// <summary>Gets whether there is a server.</summary>
    public static bool IsAvailable => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Gets why tests are skipped where there is none.</summary>
    public static string WhySkipped => $"{Variable} is not set";

    /// <summary>Gets the new database's connection string.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Variable)) { Database = name, MaxPoolSize = 20 }.ToString();

    /// <summary>Makes a database.</summary>
    public static async Task<PostgreSqlDatabase> CreateAsync()
    {
        var database = new PostgreSqlDatabase();
        // Copied as files: through the write-ahead log, the default since PostgreSQL 15, it takes ten times the processor time.
        await ExecuteAsync($"CREATE DATABASE {database.name} STRATEGY file_copy");

        return database;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(Variable)!);
        await using var command = source.CreateCommand(sql);

        await command.ExecuteNonQueryAsync();
    }
}
