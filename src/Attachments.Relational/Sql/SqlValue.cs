namespace Attachments.Relational.Sql;

/// <summary>A typed argument of a statement. Never null.</summary>
public readonly struct SqlValue
{
    private readonly object? reference;
    private readonly long number;
    private readonly Guid guid;

    private SqlValue(SqlType type, object? reference, long number, Guid guid)
    {
        Type = type;
        this.reference = reference;
        this.number = number;
        this.guid = guid;
    }

    /// <summary>Gets the type, which says which of the other properties may be read.</summary>
    public SqlType Type { get; }

    /// <summary>Gets the string.</summary>
    public string Text => (string)reference!;

    /// <summary>Gets the bytes.</summary>
    public byte[] Bytes => (byte[])reference!;

    /// <summary>Gets the UUID.</summary>
    public Guid Guid => guid;

    /// <summary>Gets the number, of either width.</summary>
    public long Number => number;

    /// <summary>Makes a value of a string.</summary>
    /// <param name="value">The string.</param>
    public static SqlValue Of(string value) => new(SqlType.Text, value, 0, default);

    /// <summary>Makes a value of a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public static SqlValue Of(Guid value) => new(SqlType.Guid, null, 0, value);

    /// <summary>Makes a value of a number of 64 bits.</summary>
    /// <param name="value">The number.</param>
    public static SqlValue Of(long value) => new(SqlType.Int64, null, value, default);

    /// <summary>Makes a value of a number of 32 bits.</summary>
    /// <param name="value">The number.</param>
    public static SqlValue Of(int value) => new(SqlType.Int32, null, value, default);

    /// <summary>Makes a value of bytes.</summary>
    /// <param name="value">The bytes, not copied.</param>
    public static SqlValue Of(byte[] value) => new(SqlType.Bytes, value, 0, default);
}
