namespace Attachments.Relational.Sql;

/// <summary>One statement of a batch with its arguments.</summary>
public class SqlBatchItem
{
    private readonly SqlArguments arguments;

    internal SqlBatchItem(SqlStatement statement, SqlArguments arguments)
    {
        Statement = statement;
        this.arguments = arguments;
    }

    /// <summary>Gets the statement.</summary>
    public SqlStatement Statement { get; }

    /// <summary>Gets the value of one of the statement's parameters.</summary>
    /// <param name="parameter">The parameter, from 0.</param>
    public SqlValue Argument(int parameter) => arguments[Statement.Parameters[parameter]];

    /// <summary>Takes one row of the statement's result. Called by the engine for each.</summary>
    /// <param name="row">The row.</param>
    public virtual void Read(SqlRow row)
    {
    }

    internal virtual void Reset()
    {
    }
}
