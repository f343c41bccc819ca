namespace Attachments.Relational.Sql;

/// <summary>The row at which an engine's result stands. It is another one with the next row: nobody keeps it.</summary>
public abstract class SqlRow
{
    /// <summary>Gets whether a column is null.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract bool IsNull(int ordinal);

    /// <summary>Reads a string.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract string Text(int ordinal);

    /// <summary>Reads a number of any width.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract long Int64(int ordinal);

    /// <summary>Reads a number of 32 bits or fewer.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract int Int32(int ordinal);

    /// <summary>Reads raw bytes.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract byte[] Bytes(int ordinal);

    /// <summary>Reads raw bytes, which need not be copied first.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    /// <returns>The bytes, valid until the next row.</returns>
    public virtual ReadOnlySpan<byte> Span(int ordinal) => Bytes(ordinal);

    /// <summary>Reads a UUID of the library.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract Guid Guid(int ordinal);

    /// <summary>Reads a UUID that is a key of the host's messages, in the form in which EF Core keeps them on this engine.</summary>
    /// <param name="ordinal">The column, from 0.</param>
    public abstract Guid HostGuid(int ordinal);
}
