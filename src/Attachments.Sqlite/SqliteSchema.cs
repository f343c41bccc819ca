using System.Globalization;
using Attachments.Relational.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sqlite;

internal sealed class SqliteSchema(SqliteDatabase database, IOptions<SqliteAttachmentsOptions> options, ILogger<SqliteSchema> logger)
    : RelationalSchema(options.Value, typeof(SqliteSchema).Assembly, logger)
{
    private readonly string prefix = options.Value.TablePrefix;

    protected override async ValueTask ApplyCoreAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken) =>
        await RunAsync(connection => ApplyAll(connection, scripts), cancellationToken).ConfigureAwait(false);

    protected override ValueTask<IReadOnlyCollection<SchemaColumn>> ReadColumnsAsync(CancellationToken cancellationToken) =>
        RunAsync(ReadColumns, cancellationToken);

    protected override ValueTask<SchemaVersion> ReadVersionAsync(CancellationToken cancellationToken) => RunAsync(ReadVersion, cancellationToken);

    private int ApplyAll(SqliteConnection connection, IReadOnlyList<SchemaScript> scripts)
    {
        Execute(connection, $"CREATE TABLE IF NOT EXISTS {prefix}schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at INTEGER NOT NULL)");
        var version = ReadVersion(connection);
        RequireUsable(version);

        foreach (var script in scripts.Where(script => script.Version > version.Number))
        {
            Execute(connection, script.Sql.Replace("{prefix}", prefix, StringComparison.Ordinal));
            Execute(connection, string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {prefix}schema_version (version, applied_at) VALUES ({script.Version}, unixepoch() * 1000)"));
            LogApplied(script);
        }

        return version.Number;
    }

    private IReadOnlyCollection<SchemaColumn> ReadColumns(SqliteConnection connection)
    {
        var columns = new List<SchemaColumn>();
        using var command = connection.CreateCommand();

        // The library's own alone: a virtual table of the host's can be asked only where its module is loaded.
        command.CommandText = """
            WITH own AS MATERIALIZED (SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, length($prefix)) = $prefix AND sql NOT LIKE 'CREATE VIRTUAL%')
            SELECT t.name, c.name FROM own t JOIN pragma_table_info(t.name) c
            """;
        command.Parameters.AddWithValue("$prefix", prefix);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            columns.Add(new SchemaColumn(reader.GetString(0)[prefix.Length..], reader.GetString(1)));

        return columns;
    }

    private SchemaVersion ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT coalesce(max(version), 0), coalesce((SELECT applied_at FROM {prefix}schema_version ORDER BY version LIMIT 1), 0) FROM {prefix}schema_version";
        using var reader = command.ExecuteReader();
        reader.Read();
        return new SchemaVersion(reader.GetInt32(0), reader.GetInt64(1));
    }

    // The prefix, the only text put into a statement, is a plain identifier: the options' validator saw to it.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async ValueTask<T> RunAsync<T>(Func<SqliteConnection, T> action, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(session => action(session.Connection), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw database.Translate(exception);
        }
    }
}
