using Attachments.Relational.Sql;
using Npgsql;

namespace Attachments.PostgreSql;

internal sealed class PostgreSqlRow(NpgsqlDataReader reader) : SqlRow
{
    public override bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

    public override string Text(int ordinal) => reader.GetString(ordinal);

    public override long Int64(int ordinal) => reader.GetInt64(ordinal);

    public override int Int32(int ordinal) => reader.GetInt32(ordinal);

    public override byte[] Bytes(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    public override Guid Guid(int ordinal) => reader.GetGuid(ordinal);

    public override Guid HostGuid(int ordinal) => reader.GetGuid(ordinal);
}
