using Microsoft.Data.Sqlite;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>A connection and the three statements that were prepared on it.</summary>
internal sealed class SqliteReadSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand find;
    private readonly SqliteCommand page;
    private readonly SqliteCommand total;

    public SqliteReadSession(string connectionString)
    {
        connection = new SqliteConnection(connectionString);
        connection.Open();
        const string Tables = "attachments_attachments a JOIN attachments_blobs b ON b.id = a.blob_id";
        find = Prepare($"SELECT {BareEndpoints.Columns} FROM {Tables} WHERE a.tenant_id = $1 AND a.id = $2", 2);
        page = Prepare(
            $"SELECT {BareEndpoints.Columns} FROM {Tables} WHERE a.tenant_id = $1 AND a.message_id = $2 ORDER BY a.uploaded_at, a.id LIMIT $3 OFFSET $4", 4);
        total = Prepare("SELECT count(*) FROM attachments_attachments WHERE tenant_id = $1 AND message_id = $2", 2);
    }

    public BareAttachment? Find(Guid id)
    {
        Set(find, Rows.Tenant, id.ToByteArray(bigEndian: true));
        using var reader = find.ExecuteReader();
        return reader.Read() ? BareEndpoints.Read(reader, id) : null;
    }

    public BareList List(string message, int offset, int limit)
    {
        Set(page, Rows.Tenant, message, limit, offset);
        var found = new List<BareAttachment>(limit);
        using (var reader = page.ExecuteReader())
        {
            while (reader.Read())
                found.Add(BareEndpoints.Read(reader, new Guid((byte[])reader.GetValue(0), bigEndian: true)));
        }

        Set(total, Rows.Tenant, message);
        return new BareList(found, new BarePagination((long)total.ExecuteScalar()!, offset, limit));
    }

    public void Dispose()
    {
        find.Dispose();
        page.Dispose();
        total.Dispose();
        connection.Dispose();
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

#pragma warning disable CA2100 // Constants of this file.
    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));

        command.Prepare();
        return command;
    }
#pragma warning restore CA2100
}
