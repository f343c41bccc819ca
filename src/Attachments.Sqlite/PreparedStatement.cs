using System.Text;
using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Attachments.Sqlite;

// One statement on one connection, by the engine's own calls: the driver's command, its parameters and its reader cost more than most of the statements that they run.
internal sealed class PreparedStatement : IDisposable
{
    private const int LongestOnStack = 512;

    private readonly sqlite3 connection;
    private readonly sqlite3_stmt handle;
    private readonly SqliteRow row;

    public PreparedStatement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
        row = new SqliteRow(handle);
    }

    public void Bind(int index, SqlValue value)
    {
        switch (value.Type)
        {
            case SqlType.Text:
                BindText(index, value.Text);
                break;

            case SqlType.Guid:
                Span<byte> bytes = stackalloc byte[16];
                _ = value.Guid.TryWriteBytes(bytes, bigEndian: true, out _);
                Check(raw.sqlite3_bind_blob(handle, index, bytes));
                break;

            case SqlType.Bytes:
                Check(value.Bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value.Bytes));
                break;

            default:
                Check(raw.sqlite3_bind_int64(handle, index, value.Number));
                break;
        }
    }

    // Always to the end: a statement that is left in the middle holds the transaction's snapshot.
    public void Run(SqlBatchItem? item)
    {
        try
        {
            while (true)
            {
                switch (raw.sqlite3_step(handle))
                {
                    case raw.SQLITE_ROW:
                        item?.Read(row);
                        break;

                    case raw.SQLITE_DONE:
                        return;

                    case var error:
                        throw Failure(error);
                }
            }
        }
        finally
        {
            // Repeats the error that the step has told.
            _ = raw.sqlite3_reset(handle);
        }
    }

    public void Dispose() => handle.Dispose();

    private void BindText(int index, string text)
    {
        // No bytes at all would be bound as null.
        if (text.Length == 0)
        {
            Check(raw.sqlite3_bind_text(handle, index, ""));
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = most <= LongestOnStack ? stackalloc byte[most] : new byte[most];
        Check(raw.sqlite3_bind_text(handle, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    private SqliteException Failure(int code)
    {
        var extended = raw.sqlite3_extended_errcode(connection);
        return new SqliteException($"SQLite error {code} ({extended}): {raw.sqlite3_errmsg(connection).utf8_to_string()}", code & 0xFF, extended);
    }
}
