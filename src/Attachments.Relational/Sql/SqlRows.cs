namespace Attachments.Relational.Sql;

/// <summary>The rows that a statement of a batch returned; empty until the batch has run.</summary>
/// <typeparam name="T">What a row is made into.</typeparam>
public sealed class SqlRows<T> : SqlBatchItem
{
    private readonly Func<SqlRow, T> map;
    private readonly List<T> rows = [];

    internal SqlRows(SqlStatement statement, SqlArguments arguments, Func<SqlRow, T> map)
        : base(statement, arguments) => this.map = map;

    /// <summary>Gets the rows.</summary>
    public IReadOnlyList<T> All => rows;

    /// <summary>Gets the only row of a statement that always returns one.</summary>
    public T Single => rows[0];

    /// <inheritdoc/>
    public override void Read(SqlRow row) => rows.Add(map(row));

    internal override void Reset() => rows.Clear();
}
