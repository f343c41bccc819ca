using Attachments.Relational.Sql;

namespace Attachments.PostgreSql;

internal sealed class PostgreSqlDialect(string schema) : SqlDialect
{
    // The sub-select makes it one value per statement, which an index condition can use; the bare function is called anew for every row.
    public override string Now => "(SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint)";

    // No tenant has a slash in it. Two messages of one hash only wait for each other.
    public override string LockMessage => "SELECT pg_advisory_xact_lock(hashtextextended($tenant || '/' || $message_text, 0))";

    public override string ForUpdate => "FOR UPDATE";

    public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string ForNoKeyUpdateSkipLocked => "FOR NO KEY UPDATE SKIP LOCKED";

    public override string Table(string name) => $"{schema}.{name}";

    public override string ForUpdateOf(string alias) => $"FOR UPDATE OF {alias}";

    public override string ForKeyShareOf(string alias) => $"FOR KEY SHARE OF {alias}";

    // As an array the query is run once; as IN (…) the planner may run it for every row, and each run would lock the next few.
    public override string IsAmong(string column, string query) => $"{column} = ANY (ARRAY({query}))";

    public override SqlValue HostGuid(Guid value) => SqlValue.Of(value);
}
