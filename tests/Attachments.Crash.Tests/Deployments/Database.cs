using System.Data.Common;
using System.Globalization;

namespace Attachments.Crash.Deployments;

/// <summary>A database of one test, looked at from outside the library.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>How a host is told to use it.</summary>
    public abstract string HostArgument { get; }

    public static async Task<Database> CreateAsync(DatabaseEngine engine, string folder) => engine switch
    {
        DatabaseEngine.Sqlite => new SqliteDatabase(Path.Combine(folder, "attachments.db")),
        _ => await PostgreSqlDatabase.CreateAsync(),
    };

    public async Task<IReadOnlyList<BlobRow>> ReadBlobsAsync()
    {
        var rows = new List<BlobRow>();
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT id, digest, length, tenant_id, scan_status, content_state, lease_token, coalesce(scan_due_at > {Now}, false) FROM {Table("blobs")}";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(new BlobRow(
                ReadGuid(reader, 0),
                reader.GetString(3),
                Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(1)),
                reader.GetInt64(2),
                (BlobStatus)reader.GetInt32(4),
                (BlobContent)reader.GetInt32(5),
                reader.IsDBNull(6) ? null : ReadGuid(reader, 6),
                reader.GetBoolean(7)));
        }

        return rows;
    }

    /// <summary>Keeps the books of what happens to claims and verdicts from now on. The tables must be there.</summary>
    public async Task WatchScansAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = ScanTrigger;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads what happened to claims and verdicts since they are watched, in its order for each blob.</summary>
    public async Task<IReadOnlyList<ScanChange>> ReadScanChangesAsync()
    {
        var changes = new List<ScanChange>();
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT at, blob, old_token, new_token, old_due, new_due, old_status, new_status, old_attempts, new_attempts, engine FROM scan_changes ORDER BY seq";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            changes.Add(new ScanChange(
                reader.GetInt64(0),
                ReadGuid(reader, 1),
                new ScanState(Token(2), Due(4), (BlobStatus)reader.GetInt32(6), reader.GetInt32(8)),
                new ScanState(Token(3), Due(5), (BlobStatus)reader.GetInt32(7), reader.GetInt32(9)),
                reader.IsDBNull(10) ? "" : reader.GetString(10)));
        }

        return changes;

        Guid? Token(int ordinal) => reader.IsDBNull(ordinal) ? null : ReadGuid(reader, ordinal);
        long? Due(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);
    }

    public Task<long> CountPendingAsync() => CountAsync($"SELECT count(*) FROM {Table("blobs")} WHERE scan_status = 0");

    public Task<long> CountAttachmentsAsync() => CountAsync($"SELECT count(*) FROM {Table("attachments")}");

    public Task<long> CountStraysAsync() => CountAsync($"SELECT count(*) FROM {Table("strays")}");

    public Task<long> CountAttachmentsWithoutBlobAsync() => CountAsync(
        $"SELECT count(*) FROM {Table("attachments")} a WHERE NOT EXISTS (SELECT 1 FROM {Table("blobs")} b WHERE b.id = a.blob_id)");

    public Task<long> CountBlobsWithoutAttachmentAsync() => CountAsync(
        $"SELECT count(*) FROM {Table("blobs")} b WHERE NOT EXISTS (SELECT 1 FROM {Table("attachments")} a WHERE a.blob_id = b.id)");

    /// <summary>Deletes a message's attachments as a host's cascade does: behind the library's back.</summary>
    public async Task CascadeAsync(string message)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DELETE FROM {Table("attachments")} WHERE message_id = '{message}'";
        await command.ExecuteNonQueryAsync();
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>The database's clock in milliseconds.</summary>
    protected abstract string Now { get; }

    /// <summary>Writes every change of a blob's claim or verdict to the table scan_changes, in the transaction that makes it.</summary>
    protected abstract string ScanTrigger { get; }

    protected abstract Task<DbConnection> OpenAsync();

    protected abstract string Table(string name);

    protected abstract Guid ReadGuid(DbDataReader reader, int ordinal);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
