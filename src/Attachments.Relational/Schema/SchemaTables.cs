namespace Attachments.Relational.Schema;

/// <summary>The tables and columns that the statements name.</summary>
public static class SchemaTables
{
    /// <summary>Gets the tables, whoever owns them.</summary>
    public static IReadOnlyList<SchemaTable> All { get; } =
    [
        new("blobs",
        [
            "id", "tenant_id", "digest", "length", "scan_status", "scan_attempts", "scan_due_at", "lease_token",
            "scan_engine", "scan_signature_version", "scan_detail", "scanned_at", "content_state",
        ]),
        new("attachments",
        [
            "id", "tenant_id", "message_id", "owner_id", "uploaded_by", "blob_id", "filename", "mime_type", "content_encoding", "uploaded_at",
        ]),
        new("strays", ["blob_id", "tenant_id", "state", "due_at"]),
        new("seals", ["tenant_id", "message_id", "state", "sealed_at"]),
    ];
}
