using Attachments.Relational;
using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sqlite;

// One writer at a time: a gate within the process, because without one some task starves for over a second; the engine's own lock between processes.
internal sealed class SqliteDatabase : RelationalDatabase
{
    // IMMEDIATE: a transaction that begins with a read and then writes can fail as busy in a way that no waiting cures.
    private static readonly SqlStatement BeginWrite = new("BEGIN IMMEDIATE");
    private static readonly SqlStatement BeginRead = new("BEGIN");
    private static readonly SqlStatement Commit = new("COMMIT");
    private static readonly SqlStatement Rollback = new("ROLLBACK");

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SqliteSessions sessions;

    public SqliteDatabase(IOptions<SqliteAttachmentsOptions> options, ILogger<SqliteDatabase> logger)
        : base(new SqliteDialect(options.Value.TablePrefix), options.Value, logger) => sessions = new SqliteSessions(options.Value, Dialect);

    // Runs something that is not a batch, as the only writer of this process.
    public async ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> action, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return InTransaction(BeginWrite, action);
        }
        finally
        {
            gate.Release();
        }
    }

    public Exception Translate(Exception exception) => Fault(Classify(exception), exception);

    protected override async ValueTask ExecuteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (batch.IsWrite)
            await WriteAsync(session => Run(session, batch), cancellationToken).ConfigureAwait(false);
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
        gate.Dispose();
        return default;
    }

    private static bool Run(SqliteSession session, SqlBatch batch)
    {
        foreach (var item in batch.Items)
            session.Run(item);

        return true;
    }

    // Several reads are of one moment; one needs no transaction for that.
    private void Read(SqlBatch batch)
    {
        if (batch.Items.Count > 1)
        {
            InTransaction(BeginRead, session => Run(session, batch));
            return;
        }

        var session = sessions.Rent();
        try
        {
            Run(session, batch);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        sessions.Return(session);
    }

    private T InTransaction<T>(SqlStatement begin, Func<SqliteSession, T> action)
    {
        var session = sessions.Rent();
        try
        {
            session.Execute(begin);
            var result = action(session);
            session.Execute(Commit);
            sessions.Return(session);
            return result;
        }
        catch
        {
            Abandon(session);
            throw;
        }
    }

    // What is left of the session goes with it; most faults are rare, and a refused foreign key is worth a new connection.
    private static void Abandon(SqliteSession session)
    {
        try
        {
            session.Execute(Rollback);
        }
        catch (SqliteException)
        {
            // The engine has rolled back by itself.
        }

        session.Dispose();
    }
}
