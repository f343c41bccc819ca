using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Attachments.Sqlite;

// A connection and the commands that were prepared on it. Used by one caller at a time.
internal sealed class SqliteSession(SqliteConnection connection, SqlDialect dialect) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    // The call, not the pragma: it is made with every write.
    public void SetBusyTimeout(TimeSpan wait) => raw.sqlite3_busy_timeout(connection.Handle, (int)Math.Ceiling(wait.TotalMilliseconds));

    public void Execute(SqlStatement statement) => Command(statement).ExecuteNonQuery();

    public void Run(SqlBatchItem item)
    {
        ArgumentNullException.ThrowIfNull(item);

        var command = Command(item.Statement);
        for (var i = 0; i < item.Statement.Parameters.Count; i++)
            command.Parameters[i].Value = Value(item.Argument(i));

        if (!item.Statement.ReturnsRows)
        {
            command.ExecuteNonQuery();
            return;
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
            item.Read(new SqlRow(reader, dialect));
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();

        connection.Dispose();
    }

    private static object Value(SqlValue value) => value.Type switch
    {
        SqlType.Text => value.Text,
        SqlType.Guid => value.Guid.ToByteArray(bigEndian: true),
        SqlType.Bytes => value.Bytes,
        _ => value.Number,
    };

    private SqliteCommand Command(SqlStatement statement)
    {
        if (commands.TryGetValue(statement.Text, out var command))
            return command;

        command = connection.CreateCommand();
        command.CommandText = statement.Text;
        for (var i = 0; i < statement.Parameters.Count; i++)
            command.Parameters.Add(new SqliteParameter($"${i + 1}", null));

        command.Prepare();
        commands.Add(statement.Text, command);
        return command;
    }
}
