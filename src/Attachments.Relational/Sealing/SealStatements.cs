using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Sealing;

internal sealed class SealStatements
{
    public SealStatements(SqlDialect dialect)
    {
        var seals = dialect.Table("seals");
        var verdicts = $"""
            SELECT 1 FROM {dialect.Table("attachments")} a JOIN {dialect.Table("blobs")} b ON b.id = a.blob_id
             WHERE a.tenant_id = $tenant AND a.message_id = $message
               AND (b.scan_status = {ScanInfected} OR (b.scan_status = {ScanPending} AND $refuse_pending = 1) OR (b.scan_status = {ScanUnscannable} AND $refuse_unscannable = 1))
            """;

        LockMessage = dialect.LockMessage is { } text ? new SqlStatement(text) : null;

        Seal = new SqlStatement($"""
            INSERT INTO {seals} (tenant_id, message_id, state, sealed_at)
            SELECT $tenant, $message_text, {SealSealed}, {dialect.Now} WHERE NOT EXISTS ({verdicts})
            ON CONFLICT (tenant_id, message_id) DO NOTHING
            """);

        Outcome = new SqlStatement($"""
            SELECT coalesce((SELECT x.state FROM {seals} x WHERE x.tenant_id = $tenant AND x.message_id = $message_text), {SealNone}),
                   count(*),
                   coalesce(sum(CASE WHEN b.scan_status = {ScanInfected} THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN b.scan_status = {ScanUnscannable} THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN b.scan_status = {ScanPending} THEN 1 ELSE 0 END), 0)
              FROM {dialect.Table("attachments")} a JOIN {dialect.Table("blobs")} b ON b.id = a.blob_id
             WHERE a.tenant_id = $tenant AND a.message_id = $message
            """);

        Reopen = new SqlStatement($"DELETE FROM {seals} WHERE tenant_id = $tenant AND message_id = $message_text AND state = {SealSealed}");

        // Raises a seal to the higher state. A repeated call remembers for longer.
        MarkDeleted = new SqlStatement($"""
            INSERT INTO {seals} (tenant_id, message_id, state, sealed_at) VALUES ($tenant, $message_text, {SealDeleted}, {dialect.Now})
            ON CONFLICT (tenant_id, message_id) DO UPDATE SET state = {SealDeleted}, sealed_at = excluded.sealed_at
            """);

        FindDeleted = new SqlStatement($"""
            SELECT tenant_id, message_id FROM {seals} WHERE state = {SealDeleted} AND sealed_at <= {dialect.Now} - $age ORDER BY sealed_at LIMIT $limit
            """);

        // Asked again: the message may have been marked anew since it was found.
        ForgetDeleted = new SqlStatement($"""
            DELETE FROM {seals}
             WHERE tenant_id = $tenant AND message_id = $message_text AND state = {SealDeleted} AND sealed_at <= {dialect.Now} - $age
            RETURNING message_id
            """);
    }

    public SqlStatement? LockMessage { get; }

    public SqlStatement Seal { get; }

    public SqlStatement Outcome { get; }

    public SqlStatement Reopen { get; }

    public SqlStatement MarkDeleted { get; }

    public SqlStatement FindDeleted { get; }

    public SqlStatement ForgetDeleted { get; }
}
