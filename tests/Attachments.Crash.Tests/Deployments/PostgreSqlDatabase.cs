using System.Data.Common;
using Npgsql;

namespace Attachments.Crash.Deployments;

/// <summary>A database that is made for one test and dropped after it.</summary>
internal sealed class PostgreSqlDatabase : Database
{
    private const string Variable = "ATTACHMENTS_TEST_POSTGRES";

    private readonly string name;
    private readonly string server;
    private readonly string connectionString;

    private PostgreSqlDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;
        connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
    }

    public override string HostArgument => $"--PostgreSql={new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString}";

    protected override string Now => "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    protected override string ScanTrigger => $"""
        CREATE TABLE scan_changes (
            seq bigserial PRIMARY KEY, at bigint, blob uuid, old_token uuid, new_token uuid, old_due bigint, new_due bigint,
            old_status integer, new_status integer, old_attempts integer, new_attempts integer, engine text);

        CREATE FUNCTION log_scan_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO public.scan_changes (at, blob, old_token, new_token, old_due, new_due, old_status, new_status, old_attempts, new_attempts, engine)
            VALUES ({Now}, NEW.id, OLD.lease_token, NEW.lease_token, OLD.scan_due_at, NEW.scan_due_at,
                    OLD.scan_status, NEW.scan_status, OLD.scan_attempts, NEW.scan_attempts, NEW.scan_engine);
            RETURN NULL;
        END $$;

        CREATE TRIGGER log_scan_change AFTER UPDATE ON {Table("blobs")} FOR EACH ROW
        WHEN ((OLD.lease_token, OLD.scan_due_at, OLD.scan_status) IS DISTINCT FROM (NEW.lease_token, NEW.scan_due_at, NEW.scan_status))
        EXECUTE FUNCTION log_scan_change();
        """;

    public static async Task<PostgreSqlDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(server))
            Assert.Skip($"{Variable} is not set");

        var database = new PostgreSqlDatabase(server, $"crash_{Guid.NewGuid():N}");
        // Copied as files: through the write-ahead log, the default since PostgreSQL 15, it takes ten times the processor time.
        await database.CommandServerAsync($"CREATE DATABASE {database.name} STRATEGY file_copy");
        return database;
    }

    /// <summary>Cuts all connections of the hosts, whatever they are in the middle of.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> CutConnectionsAsync()
    {
        await using var connection = await OpenServerAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public override async ValueTask DisposeAsync() => await CommandServerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    protected override string Table(string name) => $"attachments.{name}";

    protected override Guid ReadGuid(DbDataReader reader, int ordinal) => reader.GetGuid(ordinal);

    private async Task<NpgsqlConnection> OpenServerAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task CommandServerAsync(string sql)
    {
        await using var connection = await OpenServerAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
