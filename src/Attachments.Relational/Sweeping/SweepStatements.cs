using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Sweeping;

internal sealed class SweepStatements
{
    public SweepStatements(SqlDialect dialect)
    {
        var strays = dialect.Table("strays");
        var blobs = dialect.Table("blobs");
        var attachments = dialect.Table("attachments");

        // The inner lock sees the newest version of a row, a renewal too; the outer condition says it again.
        Claim = new SqlStatement($"""
            UPDATE {strays} SET state = CASE WHEN state = {StrayReserved} THEN {StrayCondemned} ELSE state END, due_at = {dialect.Now} + $lease
             WHERE {dialect.IsAmong(
                "blob_id",
                $"SELECT s.blob_id FROM {strays} s WHERE s.due_at <= {dialect.Now} ORDER BY s.due_at LIMIT $limit {dialect.ForUpdateSkipLocked}")}
               AND due_at <= {dialect.Now}
            RETURNING blob_id, tenant_id
            """);

        Forget = new SqlStatement($"DELETE FROM {strays} WHERE blob_id = $blob AND tenant_id = $tenant");

        LastOfPage = new SqlStatement($"SELECT id FROM {blobs} WHERE id > $after ORDER BY id LIMIT 1 OFFSET $limit - 1");

        Unreferenced = new SqlStatement($"""
            SELECT b.id, b.tenant_id
              FROM (SELECT id, tenant_id, content_state FROM {blobs} WHERE id > $after ORDER BY id LIMIT $limit) b
             WHERE b.content_state <> {ContentQuarantined} AND NOT EXISTS (SELECT 1 FROM {attachments} a WHERE a.blob_id = b.id)
             ORDER BY b.id
            """);

        FirstMessages = new SqlStatement($"SELECT DISTINCT tenant_id, message_id FROM {attachments} ORDER BY tenant_id, message_id LIMIT $limit");

        NextMessages = new SqlStatement($"""
            SELECT DISTINCT tenant_id, message_id FROM {attachments}
             WHERE (tenant_id, message_id) > ($tenant, $message) ORDER BY tenant_id, message_id LIMIT $limit
            """);
    }

    public SqlStatement Claim { get; }

    public SqlStatement Forget { get; }

    public SqlStatement LastOfPage { get; }

    public SqlStatement Unreferenced { get; }

    public SqlStatement FirstMessages { get; }

    public SqlStatement NextMessages { get; }
}
