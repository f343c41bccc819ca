using System.Diagnostics;
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

    // The driver tries a busy statement again for that long, whatever the engine has waited (see SqliteSessions).
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1, 1);

    private readonly TimeSpan busyTimeout;
    private readonly SqliteSessions sessions;

    public SqliteDatabase(IOptions<SqliteAttachmentsOptions> options, ILogger<SqliteDatabase> logger)
        : base(new SqliteDialect(options.Value.TablePrefix), options.Value, logger)
    {
        busyTimeout = options.Value.BusyTimeout;
        sessions = new SqliteSessions(options.Value, Dialect);
    }

    // Runs something that is not a batch, as the only writer of this process.
    public ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> action, CancellationToken cancellationToken) =>
        WriteAsync(action, Stopwatch.GetTimestamp(), cancellationToken);

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
        gate.Dispose();
        return default;
    }

    private static bool Run(SqliteSession session, SqlBatch batch)
    {
        foreach (var item in batch.Items)
            session.Run(item);

        return true;
    }

    private async ValueTask WriteAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        // The time of all tries is counted from the first.
        try
        {
            await WriteAsync(session => Run(session, batch), batch.StartedAt, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception) when (Classify(exception) == SqlFault.Conflict && Remaining(batch.StartedAt) == TimeSpan.Zero)
        {
            // Another try would wait anew, and those behind it with it.
            throw Fault(SqlFault.Conflict, exception);
        }
    }

    // The gate and the engine's lock share one wait: writers that queue behind one that waits for another process would else wait in turn.
    private async ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> action, long started, CancellationToken cancellationToken)
    {
        if (!await gate.WaitAsync(Remaining(started), cancellationToken).ConfigureAwait(false))
            throw Fault(SqlFault.Conflict, new TimeoutException("The writers before this one took too long."));

        try
        {
            var remaining = Remaining(started);
            return InTransaction(BeginWrite, remaining > ShortestWait ? remaining : ShortestWait, action);
        }
        finally
        {
            gate.Release();
        }
    }

    private TimeSpan Remaining(long started)
    {
        var remaining = busyTimeout - Stopwatch.GetElapsedTime(started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    // Several reads are of one moment; one needs no transaction for that.
    private void Read(SqlBatch batch)
    {
        if (batch.Items.Count > 1)
        {
            InTransaction(BeginRead, busyTimeout, session => Run(session, batch));
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

    private T InTransaction<T>(SqlStatement begin, TimeSpan wait, Func<SqliteSession, T> action)
    {
        var session = sessions.Rent();
        try
        {
            session.SetBusyTimeout(wait);
            session.Execute(begin);
            session.SetBusyTimeout(busyTimeout);
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
