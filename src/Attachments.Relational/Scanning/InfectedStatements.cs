using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Scanning;

// One infected blob: its verdict, the stray of its bytes, and who is affected. The later statements know by the mark whether the verdict was recorded.
internal sealed class InfectedStatements
{
    private InfectedStatements(SqlDialect dialect, string blob, string condition)
    {
        var blobs = dialect.Table("blobs");

        // Conflicts with the lock of an attach: one that comes later sees the verdict and is refused, one that came earlier is among the affected.
        Lock = dialect.ForUpdate.Length == 0 ? null : new SqlStatement($"SELECT 1 FROM {blobs} b WHERE {blob} {dialect.ForUpdate}");

        Record = new SqlStatement($"""
            UPDATE {blobs} AS b SET {VerdictColumns.Set(dialect)}, content_state = $content, lease_token = $mark
             WHERE {blob} AND {condition}
            RETURNING id
            """);

        MakeStray = new SqlStatement($"""
            INSERT INTO {dialect.Table("strays")} (blob_id, tenant_id, state, due_at)
            SELECT b.id, b.tenant_id, {StrayOfRow}, {dialect.Now} FROM {blobs} b
             WHERE {blob} AND b.lease_token = $mark AND b.content_state = {ContentRemoved}
            ON CONFLICT (blob_id) DO NOTHING
            """);

        Affected = new SqlStatement($"""
            SELECT a.id, a.message_id, a.owner_id, a.filename
              FROM {dialect.Table("attachments")} a JOIN {blobs} b ON b.id = a.blob_id
             WHERE {blob} AND b.lease_token = $mark AND a.tenant_id = $tenant
             ORDER BY a.owner_id, a.id
            """);
    }

    public SqlStatement? Lock { get; }

    public SqlStatement Record { get; }

    public SqlStatement MakeStray { get; }

    public SqlStatement Affected { get; }

    public static InfectedStatements OfClaim(SqlDialect dialect) =>
        new(dialect, "b.id = $blob AND b.tenant_id = $tenant", "b.lease_token IN ($token, $mark)");

    // Whoever has claimed it, whatever a scanner said of it before: an engine's verdict bears its name, a person's does not.
    public static InfectedStatements OfDigest(SqlDialect dialect) =>
        new(dialect, "b.tenant_id = $tenant AND b.digest = $digest", $"((b.scan_status <> {ScanInfected} AND (b.scan_status <> {ScanSafe} OR b.scan_engine IS NOT NULL)) OR b.lease_token = $mark)");
}
