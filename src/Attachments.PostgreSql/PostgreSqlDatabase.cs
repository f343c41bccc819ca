using Attachments.Access;
using Attachments.Persistence;
using Attachments.PostgreSql.RowLevelSecurity;
using Attachments.Relational;
using Attachments.Relational.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Attachments.PostgreSql;

// One batch without an explicit transaction is one implicit transaction and one round trip; each of its statements takes a new snapshot.
internal sealed class PostgreSqlDatabase : RelationalDatabase
{
    // Ends with the transaction, which is the batch: a connection carries nothing over to the next.
    private const string SetTenant = $"SELECT set_config('{RowLevelSecurityScript.Setting}', $1, true)";

    // A policy's own condition makes the planner expect so few rows that it would plan a list anew each time: 1.8 times its time (docs/performance.md).
    // What is not prepared is planned each time anyway.
    private const string SetTenantAndKeepPlans = $"{SetTenant}, set_config('plan_cache_mode', 'force_generic_plan', true)";

    private readonly PostgreSqlAttachmentsOptions options;

    public PostgreSqlDatabase(IOptions<PostgreSqlAttachmentsOptions> options, ILogger<PostgreSqlDatabase> logger)
        : base(new PostgreSqlDialect(options.Value.Schema), options.Value, logger)
    {
        this.options = options.Value;
        Requests = new PostgreSqlConnections(this.options.DataSource, this.options.ConnectionString);
        Maintenance = this.options.RowLevelSecurity is { } security
            ? new PostgreSqlConnections(security.MaintenanceDataSource, security.MaintenanceConnectionString)
            : Requests;
    }

    public PostgreSqlConnections Requests { get; }

    // The same where there is no second wall.
    public PostgreSqlConnections Maintenance { get; }

    public int CommandTimeoutSeconds => (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);

    public Exception Translate(Exception exception) => Fault(Classify(exception), exception);

    protected override async ValueTask ExecuteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        var connections = batch.Tenant is null ? Maintenance : Requests;
        var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var tenant = options.RowLevelSecurity is null ? null : batch.Tenant;
            var command = CreateCommand(batch, tenant, connection);
            await using (command.ConfigureAwait(false))
            {
                if (options.PrepareStatements)
                    await PrepareAsync(command, cancellationToken).ConfigureAwait(false);

                await ReadAsync(batch, tenant, command, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override SqlFault Classify(Exception exception) => exception switch
    {
        PostgresException error => PostgreSqlErrors.Classify(error),
        NpgsqlException { InnerException: TimeoutException } => SqlFault.Unavailable,
        NpgsqlException => SqlFault.ConnectionLost,
        AttachmentDatabaseException => SqlFault.Unavailable,
        TimeoutException => SqlFault.Unavailable,
        _ => SqlFault.Other,
    };

    protected override async ValueTask DisposeAsyncCore()
    {
        await Requests.DisposeAsync().ConfigureAwait(false);
        if (Maintenance != Requests)
            await Maintenance.DisposeAsync().ConfigureAwait(false);
    }

    private NpgsqlBatch CreateCommand(SqlBatch batch, TenantId? tenant, NpgsqlConnection connection)
    {
        var command = new NpgsqlBatch(connection) { Timeout = CommandTimeoutSeconds };
        if (tenant is { } id)
            command.BatchCommands.Add(new NpgsqlBatchCommand(options.PrepareStatements ? SetTenantAndKeepPlans : SetTenant) { Parameters = { Parameter(SqlValue.Of(id.Value)) } });

        foreach (var item in batch.Items)
        {
            var statement = new NpgsqlBatchCommand(item.Statement.Text);
            for (var i = 0; i < item.Statement.Parameters.Count; i++)
                statement.Parameters.Add(Parameter(item.Argument(i)));

            command.BatchCommands.Add(statement);
        }

        return command;
    }

    // Costs nothing where the connection has prepared the statements before. The batch's own time limit does not count here.
    private async ValueTask PrepareAsync(NpgsqlBatch command, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CommandTimeout);
        try
        {
            await command.PrepareAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The statements could not be prepared in time.");
        }
    }

    private static NpgsqlParameter Parameter(SqlValue value) => value.Type switch
    {
        SqlType.Text => new NpgsqlParameter<string> { TypedValue = value.Text, NpgsqlDbType = NpgsqlDbType.Text },
        SqlType.Guid => new NpgsqlParameter<Guid> { TypedValue = value.Guid, NpgsqlDbType = NpgsqlDbType.Uuid },
        SqlType.Int32 => new NpgsqlParameter<int> { TypedValue = (int)value.Number, NpgsqlDbType = NpgsqlDbType.Integer },
        SqlType.Bytes => new NpgsqlParameter<byte[]> { TypedValue = value.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => new NpgsqlParameter<long> { TypedValue = value.Number, NpgsqlDbType = NpgsqlDbType.Bigint },
    };

    // To the very end: the commit's own error comes after the last row.
    private static async ValueTask ReadAsync(SqlBatch batch, TenantId? tenant, NpgsqlBatch command, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            if (tenant is not null)
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);

            // The reader skips statements without a result set.
            var row = new PostgreSqlRow(reader);
            foreach (var item in batch.Items)
            {
                if (!item.Statement.ReturnsRows)
                    continue;

                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    item.Read(row);

                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
