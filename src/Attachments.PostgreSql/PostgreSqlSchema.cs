using System.Globalization;
using Attachments.PostgreSql.RowLevelSecurity;
using Attachments.Relational.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attachments.PostgreSql;

internal sealed class PostgreSqlSchema(PostgreSqlDatabase database, IOptions<PostgreSqlAttachmentsOptions> options, ILogger<PostgreSqlSchema> logger)
    : RelationalSchema(options.Value, typeof(PostgreSqlSchema).Assembly, logger)
{
    private const int OldestServer = 140000;

    // As long as it takes: an index over all blobs, or another host that makes one.
    private const int WithoutTimeout = 0;

    private readonly string schema = options.Value.Schema;
    private readonly bool hasWall = options.Value.RowLevelSecurity is not null;
    private readonly RowLevelSecurityCatalog catalog = new(options.Value.Schema, database.CommandTimeoutSeconds);

    protected override async ValueTask ApplyCoreAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken) =>
        await RunAsync(connection => ApplyAllAsync(connection, scripts, cancellationToken), cancellationToken).ConfigureAwait(false);

    protected override async ValueTask VerifyEngineAsync(CancellationToken cancellationToken)
    {
        await VerifyEngineAsync(database.Requests, cancellationToken).ConfigureAwait(false);
        if (hasWall)
            await VerifyEngineAsync(database.Maintenance, cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask VerifyTablesAsync(CancellationToken cancellationToken)
    {
        var requests = await RunAsync(database.Requests, connection => catalog.ReadAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!hasWall)
        {
            RowLevelSecurityCheck.RequireNoWall(requests);
            return;
        }

        var maintenance = await RunAsync(connection => catalog.ReadAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);
        RowLevelSecurityCheck.RequireWall(requests, maintenance);
    }

    private async ValueTask VerifyEngineAsync(PostgreSqlConnections connections, CancellationToken cancellationToken)
    {
        var (server, isolation, isStandby, encoding) = await RunAsync(connections, connection => ReadEngineAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);

        if (server < OldestServer)
            throw new InvalidOperationException($"Attachments needs PostgreSQL 14 or later; the server is of version {server / 10000}.");

        // What it says of rows is of a moment ago: a check with repair over it would take today's uploads for unnamed, and a copier yesterday's blobs for there.
        if (isStandby)
            throw new InvalidOperationException("The PostgreSQL server is a standby, which lags behind and takes no writes. Name the primary.");

        if (encoding != "UTF8")
            throw new InvalidOperationException($"Attachments needs a database of the encoding UTF8, for file names; this one's is {encoding}.");

        if (isolation != "read committed")
            throw new InvalidOperationException(
                $"Attachments needs the default isolation READ COMMITTED; for this role and database it is '{isolation}'. Set default_transaction_isolation.");
    }

    protected override ValueTask<IReadOnlyCollection<SchemaColumn>> ReadColumnsAsync(CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var columns = new List<SchemaColumn>();
            var command = new NpgsqlCommand(
                """
                SELECT t.relname, c.attname FROM pg_catalog.pg_attribute c JOIN pg_catalog.pg_class t ON t.oid = c.attrelid
                 WHERE t.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1) AND t.relkind IN ('r', 'p') AND c.attnum > 0 AND NOT c.attisdropped
                """,
                connection)
            { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } }, CommandTimeout = database.CommandTimeoutSeconds };
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        columns.Add(new SchemaColumn(reader.GetString(0), reader.GetString(1)));
                }
            }

            return (IReadOnlyCollection<SchemaColumn>)columns;
        },
        cancellationToken);

    protected override ValueTask<SchemaVersion> ReadVersionAsync(CancellationToken cancellationToken) =>
        RunAsync(connection => ReadVersionAsync(connection, cancellationToken), cancellationToken);

    private async Task<int> ApplyAllAsync(NpgsqlConnection connection, IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('attachments schema {schema}', 0))", cancellationToken).ConfigureAwait(false);

            // What waits for a table keeps everybody else from it: for a dump, say. Rather another start than that.
            await ExecuteAsync(
                connection, string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = '{database.CommandTimeoutSeconds}s'"), cancellationToken).ConfigureAwait(false);

            // Looked up first: a role that may use the schema need not have the right to create one.
            if (!await HasSchemaAsync(connection, cancellationToken).ConfigureAwait(false))
                await ExecuteAsync(connection, $"CREATE SCHEMA {schema}", cancellationToken).ConfigureAwait(false);

            await ExecuteAsync(
                connection,
                $"CREATE TABLE IF NOT EXISTS {schema}.schema_version (version integer NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)",
                cancellationToken).ConfigureAwait(false);

            var version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            RequireUsable(version);
            foreach (var script in scripts.Where(script => script.Version > version.Number))
                await ApplyAsync(connection, script, cancellationToken).ConfigureAwait(false);

            if (hasWall)
                await catalog.ApplyAsync(connection, cancellationToken).ConfigureAwait(false);

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return version.Number;
        }
    }

    private async Task<(int Server, string Isolation, bool IsStandby, string Encoding)> ReadEngineAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var server = (string)await ScalarAsync(connection, "SHOW server_version_num", cancellationToken).ConfigureAwait(false);
        var isolation = (string)await ScalarAsync(connection, "SHOW default_transaction_isolation", cancellationToken).ConfigureAwait(false);
        var isStandby = (bool)await ScalarAsync(connection, "SELECT pg_is_in_recovery()", cancellationToken).ConfigureAwait(false);
        var encoding = (string)await ScalarAsync(connection, "SHOW server_encoding", cancellationToken).ConfigureAwait(false);
        return (int.Parse(server, CultureInfo.InvariantCulture), isolation, isStandby, encoding);
    }

    private async Task ApplyAsync(NpgsqlConnection connection, SchemaScript script, CancellationToken cancellationToken)
    {
        var sql = script.Sql.Replace("{schema}", schema, StringComparison.Ordinal);
        var record = string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO {schema}.schema_version (version, applied_at) VALUES ({script.Version}, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)");
        await ExecuteAsync(connection, sql, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, record, cancellationToken).ConfigureAwait(false);
        LogApplied(script);
    }

    private async Task<SchemaVersion> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sql = $"SELECT coalesce(max(version), 0), coalesce((SELECT applied_at FROM {schema}.schema_version ORDER BY version LIMIT 1), 0) FROM {schema}.schema_version";
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = database.CommandTimeoutSeconds };
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new SchemaVersion(reader.GetInt32(0), reader.GetInt64(1));
            }
        }
    }

    private async Task<bool> HasSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (bool)await ScalarAsync(connection, $"SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '{schema}')", cancellationToken).ConfigureAwait(false);

    // The schema's name, the only text put into a statement, is a plain identifier: the options' validator saw to it.
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = WithoutTimeout };
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<object> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = database.CommandTimeoutSeconds };
        await using (command.ConfigureAwait(false))
            return (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    // As maintenance: it owns the tables or may read their version, the requests' role need not.
    private ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> action, CancellationToken cancellationToken) =>
        RunAsync(database.Maintenance, action, cancellationToken);

    private async ValueTask<T> RunAsync<T>(PostgreSqlConnections connections, Func<NpgsqlConnection, Task<T>> action, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                return await action(connection).ConfigureAwait(false);
            }
            catch (NpgsqlException exception)
            {
                throw database.Translate(exception);
            }
        }
    }
}
