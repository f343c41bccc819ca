using Attachments.Relational;
using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sqlite;

internal sealed class SqliteDatabase : RelationalDatabase
{
    private static readonly SqlStatement BeginRead = new("BEGIN");

    private readonly TimeSpan busyTimeout;
    private readonly SqliteSessions sessions;
    private readonly SqliteWriter writer;

    public SqliteDatabase(IOptions<SqliteAttachmentsOptions> options, ILogger<SqliteDatabase> logger)
        : base(new SqliteDialect(options.Value.TablePrefix), options.Value, logger)
    {
        busyTimeout = options.Value.BusyTimeout;
        sessions = new SqliteSessions(options.Value);
        writer = new SqliteWriter(sessions, busyTimeout);
    }

    // Runs something that is not a batch, as the only writer of this process.
    public async ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> action, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.RunAsync(action, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw Fault(SqlFault.Conflict, exception);
        }
    }

    public Exception Translate(Exception exception) => Fault(Classify(exception), exception);

    protected override async ValueTask ExecuteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (batch.IsWrite)
            await WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        else
            Read(batch);
    }

    protected override SqlFault Classify(Exception exception) => exception switch
    {
        SqliteException error => SqliteErrors.Classify(error),
        IOException or UnauthorizedAccessException => SqlFault.Unavailable,
        _ => SqlFault.Other,
    };

    protected override ValueTask DisposeAsyncCore()
    {
        sessions.Dispose();
        return default;
    }

    // The time of all tries is counted from the first: another one would wait anew, and those behind it with it.
    private async ValueTask WriteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await writer.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw Fault(SqlFault.Conflict, exception);
        }
        catch (SqliteException exception) when (Classify(exception) == SqlFault.Conflict && writer.Remaining(batch.StartedAt) == TimeSpan.Zero)
        {
            throw Fault(SqlFault.Conflict, exception);
        }
    }

    // Several reads are of one moment; one needs no transaction for that.
    private void Read(SqlBatch batch)
    {
        if (batch.Items.Count > 1)
        {
            sessions.InTransaction(BeginRead, busyTimeout, session => session.Run(batch));
            return;
        }

        var session = sessions.Rent();
        try
        {
            session.Run(batch);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        sessions.Return(session);
    }
}
