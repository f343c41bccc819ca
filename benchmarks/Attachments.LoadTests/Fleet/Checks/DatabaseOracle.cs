using Npgsql;

namespace Attachments.LoadTests.Fleet.Checks;

/// <summary>Looks at the rows by SQL of its own: whatever is wrong with the library's statements is not wrong with these.</summary>
internal sealed class DatabaseOracle(string connectionString)
{
    /// <summary>Reads the blobs whose bytes must be in the store: their ids and lengths.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> ReadStoredBlobsAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id, length FROM attachments.blobs WHERE content_state <> 2", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var blobs = new Dictionary<Guid, long>();
        while (await reader.ReadAsync())
            blobs.Add(reader.GetGuid(0), reader.GetInt64(1));

        return blobs;
    }

    public Task<long> CountStraysAsync() => CountAsync("SELECT count(*) FROM attachments.strays");

    public Task<long> CountPendingAsync() => CountAsync("SELECT count(*) FROM attachments.blobs WHERE scan_status = 0");

    public Task<long> CountBlobsWithoutAttachmentAsync() => CountAsync(
        "SELECT count(*) FROM attachments.blobs b WHERE NOT EXISTS (SELECT 1 FROM attachments.attachments a WHERE a.blob_id = b.id)");

    public Task<long> CountTwinBlobsAsync() => CountAsync("SELECT count(*) - count(DISTINCT (tenant_id, digest)) FROM attachments.blobs");

    public Task<long> CountAttachmentsOfAnotherTenantAsync() => CountAsync(
        "SELECT count(*) FROM attachments.attachments a JOIN attachments.blobs b ON b.id = a.blob_id WHERE a.tenant_id <> b.tenant_id");

    public Task<long> CountAttachmentsWithoutMessageAsync() => CountAsync(
        "SELECT count(*) FROM attachments.attachments a WHERE NOT EXISTS (SELECT 1 FROM mail_messages m WHERE m.tenant_id = a.tenant_id AND m.id = a.message_id)");

    public Task<long> CountSentWithoutSealAsync() => CountAsync(
        """
        SELECT count(*) FROM mail_messages m WHERE m.folder = 'Sent'
        AND NOT EXISTS (SELECT 1 FROM attachments.seals s WHERE s.tenant_id = m.tenant_id AND s.message_id = m.id AND s.state = 1)
        """);

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        // Not pooled: the server is restarted time and again.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
