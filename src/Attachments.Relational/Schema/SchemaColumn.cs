namespace Attachments.Relational.Schema;

/// <summary>A column that stands in the database.</summary>
/// <param name="Table">The library's name of its table, without schema or prefix.</param>
/// <param name="Name">The column's name.</param>
public readonly record struct SchemaColumn(string Table, string Name);
