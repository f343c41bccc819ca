namespace Attachments.Relational.Sql;

/// <summary>The kinds of values that the library's statements take.</summary>
public enum SqlType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A UUID of the library.</summary>
    Guid,

    /// <summary>A whole number of 64 bits.</summary>
    Int64,

    /// <summary>A whole number of 32 bits.</summary>
    Int32,

    /// <summary>Raw bytes.</summary>
    Bytes,
}
