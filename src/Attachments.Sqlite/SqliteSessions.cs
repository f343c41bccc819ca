using System.Collections.Concurrent;
using System.Globalization;
using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;

namespace Attachments.Sqlite;

// Connections that are kept with their prepared commands; the driver's own pool would drop those.
internal sealed class SqliteSessions : IDisposable
{
    private static readonly SqlStatement Commit = new("COMMIT");
    private static readonly SqlStatement Rollback = new("ROLLBACK");

    private readonly ConcurrentStack<SqliteSession> idle = new();
    private readonly SqliteAttachmentsOptions options;
    private readonly string connectionString;
    private volatile bool disposed;

    public SqliteSessions(SqliteAttachmentsOptions options)
    {
        this.options = options;

        var builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        if (builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Length == 0 || builder.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("UseSqlite needs a file: a database in memory belongs to one connection.");

        CreateDirectory(builder.DataSource);

        // The engine itself waits for a busy database. The driver's way, to sleep for 150 ms and try again, is left to what is run when a connection is opened.
        builder.DefaultTimeout = 1;
        builder.Pooling = false;
        builder.Cache = SqliteCacheMode.Private;
        builder.ForeignKeys = true;
        connectionString = builder.ToString();
    }

    public SqliteSession Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return idle.TryPop(out var session) ? session : Open();
    }

    public void Return(SqliteSession session)
    {
        idle.Push(session);
        if (disposed)
            Dispose();
    }

    /// <summary>Runs something as one transaction.</summary>
    /// <param name="begin">How it begins.</param>
    /// <param name="wait">How long the beginning waits for other processes.</param>
    /// <param name="action">What to run.</param>
    public T InTransaction<T>(SqlStatement begin, TimeSpan wait, Func<SqliteSession, T> action)
    {
        var session = Rent();
        try
        {
            session.SetBusyTimeout(wait);
            session.Execute(begin);
            session.SetBusyTimeout(options.BusyTimeout);
            var result = action(session);
            session.Execute(Commit);
            Return(session);
            return result;
        }
        catch
        {
            Abandon(session);
            throw;
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var session))
            session.Dispose();
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

    private static void CreateDirectory(string dataSource)
    {
        if (dataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || dataSource.StartsWith('|'))
            return;

        if (Path.GetDirectoryName(Path.GetFullPath(dataSource)) is not { Length: > 0 } directory)
            return;

        // The engine makes files that anybody on the machine may read.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private SqliteSession Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            var milliseconds = (long)options.BusyTimeout.TotalMilliseconds;
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {milliseconds}"));
            Execute(connection, $"PRAGMA synchronous = {(options.Synchronous == SqliteSynchronous.Full ? "FULL" : "NORMAL")}");
            UseWriteAheadLog(connection);
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Kept in the file once set. Looked up first, because setting it wants the file for itself.
    private static void UseWriteAheadLog(SqliteConnection connection)
    {
        if (Execute(connection, "PRAGMA journal_mode") is "wal")
            return;

        if (Execute(connection, "PRAGMA journal_mode = WAL") is not "wal")
            throw new InvalidOperationException("The SQLite file cannot have a write-ahead log. It must be on a local, writable file system.");
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
