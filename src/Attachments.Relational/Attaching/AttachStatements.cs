using Attachments.Relational.Reading;
using Attachments.Relational.Scanning;
using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Attaching;

internal sealed class AttachStatements
{
    public AttachStatements(SqlDialect dialect)
    {
        var attachments = dialect.Table("attachments");
        var blobs = dialect.Table("blobs");
        var strays = dialect.Table("strays");
        var seals = dialect.Table("seals");
        var count = $"(SELECT count(*) FROM {attachments} c WHERE c.tenant_id = $tenant AND c.message_id = $message)";
        var open = $"NOT EXISTS (SELECT 1 FROM {seals} x WHERE x.tenant_id = $tenant AND x.message_id = $message_text)";

        LockMessage = dialect.LockMessage is { } text ? new SqlStatement(text) : null;

        // The key share waits for whoever condemns the blob and then finds no row, or makes the condemner wait.
        Attach = new SqlStatement($"""
            INSERT INTO {attachments} (id, tenant_id, message_id, owner_id, uploaded_by, blob_id, filename, mime_type, content_encoding, uploaded_at)
            SELECT $attachment, $tenant, $message, $owner, $uploaded_by, b.id, $filename, $mime_type, $content_encoding, {dialect.Now}
              FROM {blobs} b
             WHERE b.tenant_id = $tenant AND b.digest = $digest AND b.scan_status NOT IN ({ScanInfected}, $refused_status) AND {count} < $limit AND {open}
             {dialect.ForKeyShareOf("b")}
            ON CONFLICT (tenant_id, message_id, blob_id) DO NOTHING
            """);

        // The own key is reserved already where an earlier try was committed unseen. A condemned one is lost, and returns no row.
        Reserve = new SqlStatement($"""
            INSERT INTO {strays} (blob_id, tenant_id, state, due_at)
            SELECT $own, $tenant, {StrayReserved}, {dialect.Now} + $grace
             WHERE NOT EXISTS (SELECT 1 FROM {blobs} b WHERE b.tenant_id = $tenant AND b.digest = $digest) AND {count} < $limit AND {open}
            ON CONFLICT (blob_id) DO UPDATE SET due_at = excluded.due_at WHERE {Name(strays)}.state = {StrayReserved}
            RETURNING blob_id
            """);

        // The same bytes were looked at while they streamed in. A scan of the blob that is under way loses its claim.
        GiveVerdict = new SqlStatement($"""
            UPDATE {blobs} SET {VerdictColumns.Set(dialect)}, lease_token = NULL
             WHERE tenant_id = $tenant AND digest = $digest AND scan_status = {ScanPending}
            """);

        // The stray is locked and still reserved, so no sweeper has chosen the key nor can. The update changes nothing: it waits for whoever
        // inserts the same digest, and locks the winner's row.
        MakeBlob = new SqlStatement($"""
            INSERT INTO {blobs} (id, tenant_id, digest, length, scan_status, scan_engine, scan_signature_version, scan_detail, scan_due_at, scanned_at)
            SELECT s.blob_id, $tenant, $digest, $length, $status, {VerdictColumns.Values},
                   CASE WHEN $status = {ScanPending} THEN {dialect.Now} END, CASE WHEN $status <> {ScanPending} THEN {dialect.Now} END
              FROM {strays} s
             WHERE s.blob_id = $own AND s.tenant_id = $tenant AND s.state = {StrayReserved} AND {count} < $limit AND {open}
             {dialect.ForUpdateOf("s")}
            ON CONFLICT (tenant_id, digest) DO UPDATE SET length = excluded.length
            """);

        // Where an earlier try was committed unseen, the blob may be infected since, and the key a stray for its bytes: not this one's to forget.
        ForgetOwn = new SqlStatement($"""
            DELETE FROM {strays} WHERE blob_id = $own AND state = {StrayReserved} AND EXISTS (SELECT 1 FROM {blobs} b WHERE b.id = $own)
            """);

        Outcome = new SqlStatement($"""
            SELECT {AttachmentColumns.List}, {count},
                   coalesce((SELECT x.state FROM {seals} x WHERE x.tenant_id = $tenant AND x.message_id = $message_text), {SealNone})
              FROM (SELECT 1) one
              LEFT JOIN {blobs} b ON b.tenant_id = $tenant AND b.digest = $digest
              LEFT JOIN {attachments} a ON a.blob_id = b.id AND a.tenant_id = $tenant AND a.message_id = $message
            """);

        Renew = new SqlStatement($"""
            UPDATE {strays} SET due_at = {dialect.Now} + $grace WHERE blob_id = $own AND tenant_id = $tenant AND state = {StrayReserved} RETURNING blob_id
            """);
    }

    public SqlStatement? LockMessage { get; }

    public SqlStatement Attach { get; }

    public SqlStatement Reserve { get; }

    public SqlStatement GiveVerdict { get; }

    public SqlStatement MakeBlob { get; }

    public SqlStatement ForgetOwn { get; }

    public SqlStatement Outcome { get; }

    public SqlStatement Renew { get; }

    // In ON CONFLICT a table goes by its bare name.
    private static string Name(string table) => table[(table.LastIndexOf('.') + 1)..];
}
