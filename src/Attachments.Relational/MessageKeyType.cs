namespace Attachments.Relational;

/// <summary>The type of the column that names an attachment's message: text in the library's own tables, the host's key type where a foreign key leads to the host's messages.</summary>
public enum MessageKeyType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A UUID. SQLite keeps it as EF Core does: upper-case text.</summary>
    Guid,

    /// <summary>A whole number of 64 bits.</summary>
    Int64,

    /// <summary>A whole number of 32 bits.</summary>
    Int32,
}
