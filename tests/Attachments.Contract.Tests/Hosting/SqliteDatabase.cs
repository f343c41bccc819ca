using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Attachments.Contract.Hosting;

/// <summary>The SQLite file that a host makes by itself in its data directory.</summary>
public sealed class SqliteDatabase : IHostDatabase
{
    public string? ConnectionString => null;

    public string TablePrefix => "attachments_";

    public async Task<DbConnection> OpenAsync(string dataDirectory)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(dataDirectory, "mail.db")};Pooling=False;Default Timeout=10");
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
