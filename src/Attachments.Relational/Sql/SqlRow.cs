using System.Data.Common;

namespace Attachments.Relational.Sql;

/// <summary>The row that a reader stands on.</summary>
/// <param name="reader">The reader.</param>
/// <param name="dialect">How the engine keeps UUIDs.</param>
public readonly struct SqlRow(DbDataReader reader, SqlDialect dialect)
{
    /// <summary>Gets whether a column is null.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

    /// <summary>Reads a string.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public string Text(int ordinal) => reader.GetString(ordinal);

    /// <summary>Reads a number of any width.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public long Int64(int ordinal) => reader.GetInt64(ordinal);

    /// <summary>Reads a number of 32 bits or fewer.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public int Int32(int ordinal) => reader.GetInt32(ordinal);

    /// <summary>Reads raw bytes.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public byte[] Bytes(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    /// <summary>Reads a UUID of the library.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public Guid Guid(int ordinal) => dialect.ReadGuid(reader, ordinal);

    internal Guid HostGuid(int ordinal) => dialect.ReadHostGuid(reader, ordinal);
}
