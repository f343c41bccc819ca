using Attachments.Access;

namespace Attachments.Relational.Sql;

/// <summary>Statements that are one transaction, and one round trip where the engine can.</summary>
public sealed class SqlBatch
{
    private const int Reads = 2;
    private const int Writes = 6;

    private readonly List<SqlBatchItem> items;

    private SqlBatch(TenantId? tenant, bool isWrite)
    {
        items = new(isWrite ? Writes : Reads);
        Tenant = tenant;
        IsWrite = isWrite;
    }

    /// <summary>Gets the only tenant whose rows the batch may see or write; null where it is maintenance, which goes across tenants.</summary>
    public TenantId? Tenant { get; }

    /// <summary>Gets whether the batch may write.</summary>
    public bool IsWrite { get; }

    /// <summary>Gets the statements in their order.</summary>
    public IReadOnlyList<SqlBatchItem> Items => items;

    /// <summary>Gets whether a try of this batch may have been committed unseen, before the one whose results it holds.</summary>
    public bool InDoubt { get; internal set; }

    /// <summary>Gets when the first try began, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> counts.</summary>
    public long StartedAt { get; internal set; }

    /// <summary>Begins a batch that only reads, of one tenant.</summary>
    /// <param name="tenant">The tenant. The statements must name it all the same: not every database has a second wall.</param>
    public static SqlBatch Read(TenantId tenant) => new(tenant, isWrite: false);

    /// <summary>Begins a batch that writes, of one tenant.</summary>
    /// <param name="tenant">The tenant. The statements must name it all the same: not every database has a second wall.</param>
    public static SqlBatch Write(TenantId tenant) => new(tenant, isWrite: true);

    /// <summary>Begins a batch of maintenance that only reads, whatever tenant the rows are of.</summary>
    public static SqlBatch ReadAcrossTenants() => new(tenant: null, isWrite: false);

    /// <summary>Begins a batch of maintenance that writes, whatever tenant the rows are of.</summary>
    public static SqlBatch WriteAcrossTenants() => new(tenant: null, isWrite: true);

    /// <summary>Adds a statement whose rows, if it returns any, nobody needs.</summary>
    /// <param name="statement">The statement; null, where an engine needs none, adds nothing.</param>
    /// <param name="arguments">Its arguments.</param>
    public void Add(SqlStatement? statement, SqlArguments arguments)
    {
        if (statement is not null)
            items.Add(new SqlBatchItem(statement, arguments));
    }

    /// <summary>Adds a statement that returns rows.</summary>
    /// <typeparam name="T">What a row is made into.</typeparam>
    /// <param name="statement">The statement.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="map">Makes a row into a value. It sees the row only while it runs.</param>
    /// <returns>Where the rows will be.</returns>
    public SqlRows<T> Query<T>(SqlStatement statement, SqlArguments arguments, Func<SqlRow, T> map)
    {
        var rows = new SqlRows<T>(statement, arguments, map);
        items.Add(rows);
        return rows;
    }

    /// <summary>Forgets the rows of a try that was not committed.</summary>
    public void Reset()
    {
        foreach (var item in items)
            item.Reset();
    }
}
