using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Scanning;

// lease_token names the claim or, after it has ended, the call that ended it: so a call that is repeated because its commit was not seen finds
// what it did itself, and another call with the same claim finds the claim ended.
internal sealed class ScanStatements
{
    public ScanStatements(SqlDialect dialect)
    {
        const string claim = "id, tenant_id, digest, length, scan_attempts, scan_status";
        var blobs = dialect.Table("blobs");

        ClaimOne = new SqlStatement($"""
            UPDATE {blobs} SET lease_token = $token, scan_due_at = {dialect.Now} + $lease,
                   scan_attempts = scan_attempts + CASE WHEN lease_token = $token THEN 0 ELSE 1 END
             WHERE id = $blob AND tenant_id = $tenant AND content_state = {ContentStored} AND (scan_due_at <= {dialect.Now} OR lease_token = $token)
            RETURNING {claim}
            """);

        ClaimDue = ClaimFirst("b.scan_due_at");
        ClaimNewestDue = ClaimFirst("b.scan_due_at DESC");

        FindClaimed = new SqlStatement($"""
            SELECT {claim} FROM {blobs} WHERE scan_due_at IS NOT NULL AND lease_token = $token ORDER BY id
            """);

        Record = new SqlStatement($"""
            UPDATE {blobs} SET {VerdictColumns.Set(dialect)}, lease_token = $mark
             WHERE id = $blob AND tenant_id = $tenant AND lease_token IN ($token, $mark)
            RETURNING id
            """);

        Postpone = new SqlStatement($"""
            UPDATE {blobs} SET lease_token = $mark, scan_due_at = {dialect.Now} + $delay,
                   scan_attempts = scan_attempts - CASE WHEN lease_token = $token AND $counts = 0 THEN 1 ELSE 0 END
             WHERE id = $blob AND tenant_id = $tenant AND lease_token IN ($token, $mark)
            RETURNING id
            """);

        LastOfPage = new SqlStatement($"SELECT id FROM {blobs} WHERE id > $after ORDER BY id LIMIT 1 OFFSET $limit - 1");

        // Nothing is waited for, so nothing can deadlock: what others hold is found by the next pass.
        Schedule = new SqlStatement($"""
            UPDATE {blobs} SET scan_due_at = {dialect.Now}, scan_attempts = 0
             WHERE {dialect.IsAmong(
                "id",
                $"""
                SELECT b.id FROM {blobs} b
                 WHERE b.id > $after AND b.id <= $last AND b.scan_status = {ScanSafe} AND b.content_state = {ContentStored} AND b.scan_due_at IS NULL AND b.scan_engine IS NOT NULL
                   AND (($by_age = 1 AND b.scanned_at <= {dialect.Now} - $age)
                        OR ($by_version = 1 AND b.scan_signature_version IS DISTINCT FROM nullif($signature_version, '')))
                 {dialect.ForNoKeyUpdateSkipLocked}
                """)}
               AND scan_status = {ScanSafe} AND scan_due_at IS NULL
            RETURNING id
            """);

        Status = new SqlStatement($"SELECT b.scan_status FROM {blobs} b WHERE b.tenant_id = $tenant AND b.digest = $digest");

        QueueAge = new SqlStatement($"""
            SELECT {dialect.Now} - b.scan_due_at FROM {blobs} b WHERE b.scan_due_at <= {dialect.Now} ORDER BY b.scan_due_at LIMIT 1
            """);

        // The inner lock sees the newest version of a row; the outer condition says it again. Attaching, which only refers to the blob, is not disturbed.
        SqlStatement ClaimFirst(string order) => new($"""
            UPDATE {blobs} SET lease_token = $token, scan_due_at = {dialect.Now} + $lease, scan_attempts = scan_attempts + 1
             WHERE {dialect.IsAmong(
                "id",
                $"SELECT b.id FROM {blobs} b WHERE b.scan_due_at <= {dialect.Now} AND b.content_state = {ContentStored} ORDER BY {order} LIMIT $limit {dialect.ForNoKeyUpdateSkipLocked}")}
               AND scan_due_at <= {dialect.Now} AND content_state = {ContentStored}
            RETURNING {claim}
            """);
    }

    public SqlStatement ClaimOne { get; }

    public SqlStatement ClaimDue { get; }

    public SqlStatement ClaimNewestDue { get; }

    public SqlStatement FindClaimed { get; }

    public SqlStatement Record { get; }

    public SqlStatement Postpone { get; }

    public SqlStatement LastOfPage { get; }

    public SqlStatement Schedule { get; }

    public SqlStatement Status { get; }

    public SqlStatement QueueAge { get; }
}
