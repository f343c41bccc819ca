using Attachments.Relational.Sql;

namespace Attachments.Relational.Reading;

internal sealed class ReadStatements(SqlDialect dialect)
{
    public SqlStatement Message { get; } = new($"""
        SELECT (SELECT count(*) FROM {dialect.Table("attachments")} a WHERE a.tenant_id = $tenant AND a.message_id = $message),
               coalesce((SELECT x.state FROM {dialect.Table("seals")} x WHERE x.tenant_id = $tenant AND x.message_id = $message_text), 0)
        """);

    public SqlStatement One { get; } = new($"""
        SELECT {AttachmentColumns.List}
          FROM {dialect.Table("attachments")} a JOIN {dialect.Table("blobs")} b ON b.id = a.blob_id
         WHERE a.tenant_id = $tenant AND a.id = $attachment
        """);

    public SqlStatement Page { get; } = new($"""
        SELECT {AttachmentColumns.List}
          FROM {dialect.Table("attachments")} a JOIN {dialect.Table("blobs")} b ON b.id = a.blob_id
         WHERE a.tenant_id = $tenant AND a.message_id = $message
         ORDER BY a.uploaded_at, a.id LIMIT $limit OFFSET $offset
        """);

    public SqlStatement Total { get; } = new($"""
        SELECT count(*) FROM {dialect.Table("attachments")} a WHERE a.tenant_id = $tenant AND a.message_id = $message
        """);

    // In the order of an index: a large message is deleted batch by batch.
    public SqlStatement References { get; } = new($"""
        SELECT a.id, a.blob_id FROM {dialect.Table("attachments")} a
         WHERE a.tenant_id = $tenant AND a.message_id = $message
         ORDER BY a.uploaded_at, a.id LIMIT $limit
        """);
}
