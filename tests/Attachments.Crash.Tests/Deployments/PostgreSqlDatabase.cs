using System.Data.Common;
using Attachments.Servers;
using Npgsql;

namespace Attachments.Crash.Deployments;

/// <summary>A database that is made for one test and dropped after it.</summary>
internal sealed class PostgreSqlDatabase : Database
{
    private readonly string name = $"crash_{Guid.NewGuid():N}";

    private PostgreSqlDatabase()
    {
    }

    public override string HostArgument => $"--PostgreSql={PostgreSqlServer.Of(name)};Maximum Pool Size=20";

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
        Assert.SkipWhen(PostgreSqlServer.ConnectionString is null, PostgreSqlServer.WhySkipped);
        var database = new PostgreSqlDatabase();
        await PostgreSqlServer.CreateAsync(database.name);
        return database;
    }

    /// <summary>Cuts all connections of the hosts, whatever they are in the middle of.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> CutConnectionsAsync()
    {
        await using var connection = await PostgreSqlServer.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public override async ValueTask DisposeAsync() => await PostgreSqlServer.DropAsync(name);

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{PostgreSqlServer.Of(name)};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    protected override string Table(string name) => $"attachments.{name}";

    protected override Guid ReadGuid(DbDataReader reader, int ordinal) => reader.GetGuid(ordinal);
}
