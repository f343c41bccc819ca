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
        command.CommandText = $"SELECT id, digest, length FROM {Table("blobs")}";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(new BlobRow(ReadGuid(reader, 0), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(1)), reader.GetInt64(2)));

        return rows;
    }

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
