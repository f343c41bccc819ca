using Attachments.Relational.Sql;
using static Attachments.Relational.Sql.States;

namespace Attachments.Relational.Deleting;

internal sealed class DeleteStatements(SqlDialect dialect)
{
    public SqlStatement? LockBlob { get; } = dialect.ForUpdate.Length == 0
        ? null
        : new SqlStatement($"SELECT 1 FROM {dialect.Table("blobs")} WHERE id = $blob AND tenant_id = $tenant {dialect.ForUpdate}");

    public SqlStatement DeleteAttachment { get; } = new($"""
        DELETE FROM {dialect.Table("attachments")} WHERE tenant_id = $tenant AND id = $attachment RETURNING id
        """);

    // In a later statement than the lock, so that NOT EXISTS sees every attach that the lock waited for. A quarantined blob stays, named or not.
    public SqlStatement Condemn { get; } = new($"""
        INSERT INTO {dialect.Table("strays")} (blob_id, tenant_id, state, due_at)
        SELECT b.id, b.tenant_id, {StrayCondemned}, {dialect.Now} + $lease FROM {dialect.Table("blobs")} b
         WHERE b.id = $blob AND b.tenant_id = $tenant AND b.content_state <> {ContentQuarantined}
           AND NOT EXISTS (SELECT 1 FROM {dialect.Table("attachments")} a WHERE a.blob_id = b.id)
        ON CONFLICT (blob_id) DO UPDATE SET state = {StrayCondemned}, due_at = excluded.due_at
        RETURNING blob_id
        """);

    // Hangs on the stray, not on a second NOT EXISTS: a host's cascade between the two would otherwise drop the blob without a stray.
    public SqlStatement DropCondemned { get; } = new($"""
        DELETE FROM {dialect.Table("blobs")}
         WHERE id = $blob AND tenant_id = $tenant
           AND EXISTS (SELECT 1 FROM {dialect.Table("strays")} s WHERE s.blob_id = $blob AND s.state = {StrayCondemned})
        """);

    public SqlStatement Reassign { get; } = new($"""
        UPDATE {dialect.Table("attachments")} SET owner_id = $owner WHERE tenant_id = $tenant AND message_id = $message RETURNING id
        """);

    // Whoever has reassigned it meanwhile knows better.
    public SqlStatement ReassignOne { get; } = new($"""
        UPDATE {dialect.Table("attachments")} SET owner_id = $to WHERE tenant_id = $tenant AND id = $attachment AND owner_id = $from RETURNING id
        """);
}
