namespace Attachments.Relational.Schema;

/// <summary>A table and the columns that it must have.</summary>
/// <param name="Name">The table's name, without schema or prefix.</param>
/// <param name="Columns">The columns' names.</param>
public sealed record SchemaTable(string Name, IReadOnlyList<string> Columns)
{
    internal string? Missing(IReadOnlyCollection<SchemaColumn> present)
    {
        var columns = present.Where(column => column.Table == Name).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (columns.Count == 0)
            return $"table {Name}";

        var missing = Columns.Where(column => !columns.Contains(column)).ToList();
        return missing.Count == 0 ? null : $"column {string.Join(", ", missing.Select(column => $"{Name}.{column}"))}";
    }
}
