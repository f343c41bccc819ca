using Attachments.Persistence;
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
    private readonly PostgreSqlAttachmentsOptions options;
    private readonly bool ownsDataSource;

    public PostgreSqlDatabase(IOptions<PostgreSqlAttachmentsOptions> options, ILogger<PostgreSqlDatabase> logger)
        : base(new PostgreSqlDialect(options.Value.Schema), options.Value, logger)
    {
        this.options = options.Value;
        ownsDataSource = this.options.DataSource is null;
        DataSource = this.options.DataSource ?? Build(this.options.ConnectionString);
    }

    public NpgsqlDataSource DataSource { get; }

    public int CommandTimeoutSeconds => (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);

    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Nothing was sent yet, so nothing is in doubt.
            throw new AttachmentDatabaseException("The attachment database could not be reached.", exception);
        }
    }

    public Exception Translate(Exception exception) => Fault(Classify(exception), exception);

    protected override async ValueTask ExecuteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = CreateCommand(batch, connection);
            await using (command.ConfigureAwait(false))
            {
                if (options.PrepareStatements)
                    await PrepareAsync(command, cancellationToken).ConfigureAwait(false);

                await ReadAsync(batch, command, cancellationToken).ConfigureAwait(false);
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
        if (ownsDataSource)
            await DataSource.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Build(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new InvalidOperationException("UsePostgreSql needs a connection string or a data source.");

        return new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { Enlist = false } }.Build();
    }

    private NpgsqlBatch CreateCommand(SqlBatch batch, NpgsqlConnection connection)
    {
        var command = new NpgsqlBatch(connection) { Timeout = CommandTimeoutSeconds };
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
    private async ValueTask ReadAsync(SqlBatch batch, NpgsqlBatch command, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            // The reader skips statements without a result set.
            foreach (var item in batch.Items)
            {
                if (!item.Statement.ReturnsRows)
                    continue;

                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    item.Read(new SqlRow(reader, Dialect));

                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
