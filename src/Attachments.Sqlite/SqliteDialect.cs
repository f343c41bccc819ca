using Attachments.Relational.Sql;

namespace Attachments.Sqlite;

// Writers are serialised, so nothing is locked.
internal sealed class SqliteDialect(string prefix) : SqlDialect
{
    // Rounded: the seconds are a floating point number, and a truncated one would be a millisecond short at times.
    public override string Now => "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)";

    public override string? LockMessage => null;

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    public override string ForNoKeyUpdateSkipLocked => "";

    public override string Table(string name) => prefix + name;

    public override string ForUpdateOf(string alias) => "";

    public override string ForKeyShareOf(string alias) => "";

    public override string IsAmong(string column, string query) => $"{column} IN ({query})";

    // The form in which EF Core's provider writes them.
    public override SqlValue HostGuid(Guid value) => SqlValue.Of(value.ToString("D").ToUpperInvariant());
}
