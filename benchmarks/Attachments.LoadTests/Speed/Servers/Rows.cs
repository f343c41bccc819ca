using System.Globalization;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>The rows that reading is measured on, made inside the database through the product's own schema: 20 attachments to a message, one tenant, one user.</summary>
internal static class Rows
{
    public const string Tenant = "tenant-1";
    public const string User = "user-1";
    public const int PerMessage = 20;

    /// <summary>The id of the attachment with a number, 0 the first: a version 7 UUID whose order is that of the numbers.</summary>
    public static string Id(long number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{number:x12}");

    /// <summary>The message that holds the attachments <paramref name="number"/> × 20 and on.</summary>
    public static string Message(long number) => string.Create(CultureInfo.InvariantCulture, $"message-{number}");

    /// <summary>Statements that fill SQLite's tables. The digests are random; nothing reads them.</summary>
    public static string Sqlite(int count) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TEMP TABLE numbers AS
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count} - 1)
          SELECT i, unhex('00000000000070008000' || printf('%012x', i)) AS id FROM n;
        INSERT INTO attachments_blobs (id, tenant_id, digest, length) SELECT id, '{Tenant}', randomblob(32), 1000 + i FROM numbers;
        INSERT INTO attachments_attachments (id, tenant_id, message_id, owner_id, uploaded_by, blob_id, filename, mime_type, content_encoding, uploaded_at)
          SELECT id, '{Tenant}', 'message-' || (i / {PerMessage}), '{User}', '{User}', id, 'document-' || i || '.pdf', 'application/pdf', 0, 1700000000000 + i FROM numbers;
        DROP TABLE numbers;
        ANALYZE;
        """);

    /// <summary>A statement that adds one slice of rows to PostgreSQL's tables, blobs first.</summary>
    public static string PostgreSql(string schema, long first, long count) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO {schema}.blobs (id, tenant_id, digest, length)
          SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, '{Tenant}', sha256(i::text::bytea), 1000 + i
            FROM generate_series({first}::bigint, {first + count - 1}::bigint) i;
        INSERT INTO {schema}.attachments (id, tenant_id, message_id, owner_id, uploaded_by, blob_id, filename, mime_type, content_encoding, uploaded_at)
          SELECT id, '{Tenant}', 'message-' || ((length - 1000) / {PerMessage}), '{User}', '{User}', id,
                 'document-' || (length - 1000) || '.pdf', 'application/pdf', 0, 1700000000000 + (length - 1000)
            FROM {schema}.blobs WHERE id >= '{Id(first)}' AND id <= '{Id(first + count - 1)}';
        """);
}
