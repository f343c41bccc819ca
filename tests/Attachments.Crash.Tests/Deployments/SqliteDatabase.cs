using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Attachments.Crash.Deployments;

/// <summary>A file in the test's folder, which goes with it.</summary>
internal sealed class SqliteDatabase(string path) : Database
{
    public override string HostArgument => $"--Sqlite={path}";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    protected override string Table(string name) => $"attachments_{name}";

    protected override Guid ReadGuid(DbDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);
}
