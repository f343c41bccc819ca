using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Scanning;

internal sealed class QuarantineStatements
{
    public QuarantineStatements(SqlDialect dialect)
    {
        var blobs = dialect.Table("blobs");
        var attachments = dialect.Table("attachments");
        var strays = dialect.Table("strays");

        List = new SqlStatement($"""
            SELECT b.id, b.digest, b.length, b.scan_engine, b.scan_signature_version, b.scan_detail, b.scanned_at,
                   (SELECT count(*) FROM {attachments} a WHERE a.blob_id = b.id)
              FROM {blobs} b
             WHERE b.tenant_id = $tenant AND b.content_state = {ContentQuarantined} AND b.id > $after
             ORDER BY b.id LIMIT $limit
            """);

        // Marked, so that a call which is repeated because its commit was not seen finds what it did itself.
        Release = new SqlStatement($"""
            UPDATE {blobs} SET {VerdictColumns.Set(dialect)}, content_state = {ContentStored}, lease_token = $mark
             WHERE id = $blob AND tenant_id = $tenant AND (content_state = {ContentQuarantined} OR lease_token = $mark)
            RETURNING id
            """);

        Lock = dialect.ForUpdate.Length == 0
            ? null
            : new SqlStatement($"SELECT 1 FROM {blobs} WHERE id = $blob AND tenant_id = $tenant {dialect.ForUpdate}");

        Purge = new SqlStatement($"""
            UPDATE {blobs} SET content_state = {ContentRemoved}, lease_token = $mark
             WHERE id = $blob AND tenant_id = $tenant AND (content_state = {ContentQuarantined} OR lease_token = $mark)
            RETURNING id
            """);

        MakeStray = new SqlStatement($"""
            INSERT INTO {strays} (blob_id, tenant_id, state, due_at)
            SELECT b.id, b.tenant_id, CASE WHEN EXISTS (SELECT 1 FROM {attachments} a WHERE a.blob_id = b.id) THEN {StrayOfRow} ELSE {StrayCondemned} END, {dialect.Now} + $lease
              FROM {blobs} b
             WHERE b.id = $blob AND b.tenant_id = $tenant AND b.lease_token = $mark
            ON CONFLICT (blob_id) DO UPDATE SET state = excluded.state, due_at = excluded.due_at
            """);

        // Hangs on the stray: a host's cascade between the two statements leaves the row to the walk.
        DropUnreferenced = new SqlStatement($"""
            DELETE FROM {blobs}
             WHERE id = $blob AND tenant_id = $tenant AND EXISTS (SELECT 1 FROM {strays} s WHERE s.blob_id = $blob AND s.state = {StrayCondemned})
            """);

        FindStray = new SqlStatement($"SELECT s.blob_id FROM {strays} s WHERE s.blob_id = $blob AND s.tenant_id = $tenant");
    }

    public SqlStatement List { get; }

    public SqlStatement Release { get; }

    public SqlStatement? Lock { get; }

    public SqlStatement Purge { get; }

    public SqlStatement MakeStray { get; }

    public SqlStatement DropUnreferenced { get; }

    public SqlStatement FindStray { get; }
}
