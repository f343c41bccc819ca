using System.Collections.Concurrent;
using System.Globalization;
using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;

namespace Attachments.Sqlite;

// Connections that are kept with their prepared commands; the driver's own pool would drop those.
internal sealed class SqliteSessions : IDisposable
{
    private readonly ConcurrentStack<SqliteSession> idle = new();
    private readonly SqliteAttachmentsOptions options;
    private readonly SqlDialect dialect;
    private readonly string connectionString;
    private volatile bool disposed;

    public SqliteSessions(SqliteAttachmentsOptions options, SqlDialect dialect)
    {
        this.options = options;
        this.dialect = dialect;

        var builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        if (builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Length == 0 || builder.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("UseSqlite needs a file: a database in memory belongs to one connection.");

        CreateDirectory(builder.DataSource);

        // The engine itself waits for a busy database. The driver's way, to sleep for 150 ms and try again, begins only when that has not helped,
        // and then its time is up.
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

    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var session))
            session.Dispose();
    }

    private static void CreateDirectory(string dataSource)
    {
        if (dataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || dataSource.StartsWith('|'))
            return;

        if (Path.GetDirectoryName(Path.GetFullPath(dataSource)) is { Length: > 0 } directory)
            Directory.CreateDirectory(directory);
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
            return new SqliteSession(connection, dialect);
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
