using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Attachments.Crash.Deployments;

/// <summary>A file in the test's folder, which goes with it.</summary>
internal sealed class SqliteDatabase(string path) : Database
{
    public override string HostArgument => $"--Sqlite={path}";

    protected override string Now => "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)";

    protected override string ScanTrigger => $"""
        CREATE TABLE scan_changes (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, blob BLOB, old_token BLOB, new_token BLOB, old_due INTEGER, new_due INTEGER,
            old_status INTEGER, new_status INTEGER, old_attempts INTEGER, new_attempts INTEGER, engine TEXT);

        CREATE TRIGGER log_scan_change AFTER UPDATE ON {Table("blobs")}
        WHEN OLD.lease_token IS NOT NEW.lease_token OR OLD.scan_due_at IS NOT NEW.scan_due_at OR OLD.scan_status IS NOT NEW.scan_status
        BEGIN
            INSERT INTO scan_changes (at, blob, old_token, new_token, old_due, new_due, old_status, new_status, old_attempts, new_attempts, engine)
            VALUES ({Now}, NEW.id, OLD.lease_token, NEW.lease_token, OLD.scan_due_at, NEW.scan_due_at,
                    OLD.scan_status, NEW.scan_status, OLD.scan_attempts, NEW.scan_attempts, NEW.scan_engine);
        END;
        """;

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
