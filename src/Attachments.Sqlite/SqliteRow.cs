using System.Globalization;
using Attachments.Relational.Sql;
using SQLitePCL;

namespace Attachments.Sqlite;

internal sealed class SqliteRow(sqlite3_stmt statement) : SqlRow
{
    public override bool IsNull(int ordinal) => raw.sqlite3_column_type(statement, ordinal) == raw.SQLITE_NULL;

    public override string Text(int ordinal) => raw.sqlite3_column_text(statement, ordinal).utf8_to_string();

    public override long Int64(int ordinal) => raw.sqlite3_column_int64(statement, ordinal);

    public override int Int32(int ordinal) => raw.sqlite3_column_int(statement, ordinal);

    public override byte[] Bytes(int ordinal) => raw.sqlite3_column_blob(statement, ordinal).ToArray();

    public override ReadOnlySpan<byte> Span(int ordinal) => raw.sqlite3_column_blob(statement, ordinal);

    public override Guid Guid(int ordinal) => new(raw.sqlite3_column_blob(statement, ordinal), bigEndian: true);

    // The form in which EF Core's provider writes them.
    public override Guid HostGuid(int ordinal) => System.Guid.Parse(Text(ordinal), CultureInfo.InvariantCulture);
}
