using System.Runtime.CompilerServices;

namespace Attachments.Relational.Sql;

/// <summary>A typed argument of a statement. Never null.</summary>
public readonly struct SqlValue
{
    private readonly object? reference;

    // A number of either width, or a UUID: one of them at a time.
    private readonly UInt128 bits;

    private SqlValue(SqlType type, object? reference, UInt128 bits)
    {
        Type = type;
        this.reference = reference;
        this.bits = bits;
    }

    /// <summary>Gets the type, which says which of the other properties may be read.</summary>
    public SqlType Type { get; }

    /// <summary>Gets the string.</summary>
    public string Text => (string)reference!;

    /// <summary>Gets the bytes.</summary>
    public byte[] Bytes => (byte[])reference!;

    /// <summary>Gets the UUID.</summary>
    public Guid Guid => Unsafe.BitCast<UInt128, Guid>(bits);

    /// <summary>Gets the number, of either width.</summary>
    public long Number => (long)(ulong)bits;

    /// <summary>Makes a value of a string.</summary>
    /// <param name="value">The string.</param>
    public static SqlValue Of(string value) => new(SqlType.Text, value, 0);

    /// <summary>Makes a value of a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public static SqlValue Of(Guid value) => new(SqlType.Guid, null, Unsafe.BitCast<Guid, UInt128>(value));

    /// <summary>Makes a value of a number of 64 bits.</summary>
    /// <param name="value">The number.</param>
    public static SqlValue Of(long value) => new(SqlType.Int64, null, (ulong)value);

    /// <summary>Makes a value of a number of 32 bits.</summary>
    /// <param name="value">The number.</param>
    public static SqlValue Of(int value) => new(SqlType.Int32, null, (ulong)value);

    /// <summary>Makes a value of bytes.</summary>
    /// <param name="value">The bytes, not copied.</param>
    public static SqlValue Of(byte[] value) => new(SqlType.Bytes, value, 0);
}
