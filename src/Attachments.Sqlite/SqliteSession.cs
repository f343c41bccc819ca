using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Attachments.Sqlite;

// A connection and the statements that were prepared on it. Used by one caller at a time.
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<SqlStatement, PreparedStatement> statements = [];

    public SqliteConnection Connection => connection;

    // The call, not the pragma: it is made with every write.
    public void SetBusyTimeout(TimeSpan wait) => raw.sqlite3_busy_timeout(connection.Handle, (int)Math.Ceiling(wait.TotalMilliseconds));

    public void Execute(SqlStatement statement) => Prepare(statement).Run(null);

    // Returns true, so that it is a function.
    public bool Run(SqlBatch batch)
    {
        foreach (var item in batch.Items)
            Run(item);

        return true;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();

        connection.Dispose();
    }

    private void Run(SqlBatchItem item)
    {
        var statement = Prepare(item.Statement);
        for (var i = 0; i < item.Statement.Parameters.Count; i++)
            statement.Bind(i + 1, item.Argument(i));

        statement.Run(item);
    }

    private PreparedStatement Prepare(SqlStatement statement)
    {
        if (statements.TryGetValue(statement, out var prepared))
            return prepared;

        prepared = new PreparedStatement(connection.Handle!, statement.Text);
        statements.Add(statement, prepared);
        return prepared;
    }
}
