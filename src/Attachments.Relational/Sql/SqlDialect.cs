namespace Attachments.Relational.Sql;

/// <summary>What differs between the engines in the text of the statements and in the form of arguments.</summary>
public abstract class SqlDialect
{
    /// <summary>Gets the database's clock in milliseconds since the Unix epoch, as an expression that a statement evaluates once.</summary>
    public abstract string Now { get; }

    /// <summary>Gets a statement that holds, until the end of the transaction, the lock of <c>$tenant</c> and <c>$message_text</c>; null where writers are serialised anyway.</summary>
    public abstract string? LockMessage { get; }

    /// <summary>Gets the clause that locks the rows read against every other lock; empty where writers are serialised anyway.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Gets the clause of <see cref="ForUpdate"/> that leaves out rows which others hold.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>Gets the clause that locks the rows read against every other change, but not against being referred to, and leaves out rows which others hold.</summary>
    public abstract string ForNoKeyUpdateSkipLocked { get; }

    /// <summary>Gets the name of one of the library's tables, qualified or prefixed.</summary>
    /// <param name="name">The name, such as <c>blobs</c>.</param>
    public abstract string Table(string name);

    /// <summary>Gets the clause that locks the rows of one table against every other lock.</summary>
    /// <param name="alias">The table's alias in the statement.</param>
    public abstract string ForUpdateOf(string alias);

    /// <summary>Gets the clause that locks the rows of one table against being deleted, without disturbing those who do the same.</summary>
    /// <param name="alias">The table's alias in the statement.</param>
    public abstract string ForKeyShareOf(string alias);

    /// <summary>Gets the condition that a column is among the results of a query that is run exactly once.</summary>
    /// <param name="column">The column.</param>
    /// <param name="query">The query, of one column.</param>
    public abstract string IsAmong(string column, string query);

    /// <summary>Makes an argument of a UUID that is a key of the host's messages, in the form in which EF Core keeps them on this engine.</summary>
    /// <param name="value">The UUID.</param>
    public abstract SqlValue HostGuid(Guid value);
}
