using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Consistency;

internal sealed class ConsistencyStatements
{
    public ConsistencyStatements(SqlDialect dialect)
    {
        var blobs = dialect.Table("blobs");
        var strays = dialect.Table("strays");

        // A sum of bigint is a numeric on PostgreSQL.
        Measure = new SqlStatement($"""
            SELECT count(*), CAST(coalesce(sum(CASE WHEN content_state <> {ContentRemoved} THEN length ELSE 0 END), 0) AS bigint),
                   (SELECT count(*) FROM {strays} s WHERE s.due_at <= {dialect.Now} - $overdue)
              FROM {blobs}
            """);

        List = new SqlStatement($"SELECT id, tenant_id, digest, length, content_state FROM {blobs} WHERE id > $after ORDER BY id LIMIT $limit");

        // One statement is one moment. As two, a reservation that becomes a blob between them would be seen as neither.
        Find = new SqlStatement($"""
            SELECT s.blob_id, b.id, b.digest, b.length, b.content_state
              FROM (SELECT 1) one
              LEFT JOIN {strays} s ON s.blob_id = $blob AND s.tenant_id = $tenant
              LEFT JOIN {blobs} b ON b.id = $blob AND b.tenant_id = $tenant
            """);
    }

    public SqlStatement Measure { get; }

    public SqlStatement List { get; }

    public SqlStatement Find { get; }
}
