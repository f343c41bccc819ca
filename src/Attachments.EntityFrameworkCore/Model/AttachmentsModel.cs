using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Attachments.EntityFrameworkCore.Model;

// The same tables as the scripts of Attachments.Sqlite and Attachments.PostgreSql; a test compares the two column by column.
internal sealed class AttachmentsModel(ModelBuilder model, ModelEngine engine, AttachmentsModelOptions options)
{
    // The newest script. Every version has its row, as the scripts leave it; the time 0 says that the host's migrations wrote it.
    public const int Version = 2;

    private readonly Columns columns = new(engine);

    public void MapBlobs() => model.Entity<BlobRow>(blob =>
    {
        Table(blob, "blobs", nameof(BlobRow.Id));
        columns.Uuid(blob.Property(row => row.Id), "id");
        columns.Id(blob.Property(row => row.TenantId), "tenant_id");
        columns.Bytes(blob.Property(row => row.Digest), "digest");
        columns.Int64(blob.Property(row => row.Length), "length");
        columns.Enumeration(blob.Property(row => row.ScanStatus), "scan_status").HasDefaultValue(Scanning.ScanStatus.Pending);
        columns.Int32(blob.Property(row => row.ScanAttempts), "scan_attempts").HasDefaultValue(0);
        columns.Int64(blob.Property<long?>("ScanDueAt"), "scan_due_at");
        columns.Uuid(blob.Property<Guid?>("LeaseToken"), "lease_token");
        columns.Text(blob.Property(row => row.ScanEngine), "scan_engine");
        columns.Text(blob.Property(row => row.ScanSignatureVersion), "scan_signature_version");
        columns.Text(blob.Property(row => row.ScanDetail), "scan_detail");
        columns.Time(blob.Property(row => row.ScannedAt), "scanned_at");
        columns.Enumeration(blob.Property(row => row.ContentState), "content_state").HasDefaultValue(Scanning.BlobContentState.Stored);
        Index(blob, "ux_blobs_digest", nameof(BlobRow.TenantId), nameof(BlobRow.Digest)).IsUnique();
        Index(blob, "ix_blobs_scan", "ScanDueAt").HasFilter("scan_due_at IS NOT NULL");
        Index(blob, "ix_blobs_quarantine", nameof(BlobRow.TenantId), nameof(BlobRow.Id)).HasFilter("content_state = 1");
    });

    public void MapAttachments<TMessage>(Expression<Func<TMessage, object?>> messageKey)
        where TMessage : class => model.Entity<AttachmentRow<TMessage>>(attachment =>
    {
        Table(attachment, "attachments", nameof(AttachmentRow<>.Id));
        columns.Uuid(attachment.Property(row => row.Id), "id");
        columns.Id(attachment.Property(row => row.TenantId), "tenant_id");
        columns.Id(attachment.Property(row => row.OwnerId), "owner_id");
        columns.Id(attachment.Property(row => row.UploadedBy), "uploaded_by");
        columns.Uuid(attachment.Property(row => row.BlobId), "blob_id");
        columns.Text(attachment.Property(row => row.FileName), "filename");
        columns.Text(attachment.Property(row => row.ContentType), "mime_type");
        columns.Enumeration(attachment.Property(row => row.ContentEncoding), "content_encoding");
        columns.Time(attachment.Property(row => row.UploadedAt), "uploaded_at");

        var message = new MessageReference<TMessage>(messageKey);
        message.Map(attachment, engine);
        attachment.HasOne(row => row.Blob).WithMany().HasForeignKey(row => row.BlobId)
            .OnDelete(DeleteBehavior.Restrict).HasConstraintName("fk_attachments_blob");

        Index(attachment, "ux_attachments_blob", nameof(AttachmentRow<>.TenantId), MessageReference.Property, nameof(AttachmentRow<>.BlobId)).IsUnique();
        Index(attachment, "ix_attachments_list", nameof(AttachmentRow<>.TenantId), MessageReference.Property, nameof(AttachmentRow<>.UploadedAt), nameof(AttachmentRow<>.Id));
        Index(attachment, "ix_attachments_blob", nameof(AttachmentRow<>.BlobId));
        Index(attachment, "ix_attachments_age", nameof(AttachmentRow<>.UploadedAt));

        // The cascade looks for a message's attachments without their tenant.
        Index(attachment, "ix_attachments_message", MessageReference.Property);
    });

    // Hosts have no business with these; a bag of properties leaves no class in their code, not even in a compiled model.
    public void MapStrays() => model.SharedTypeEntity<Dictionary<string, object>>("Attachments.Stray", stray =>
    {
        columns.Uuid(stray.IndexerProperty<Guid>("BlobId"), "blob_id");
        columns.Id(stray.IndexerProperty<string>("TenantId").IsRequired(), "tenant_id");
        columns.Int16(stray.IndexerProperty<short>("State"), "state");
        columns.Int64(stray.IndexerProperty<long>("DueAt"), "due_at");
        Table(stray, "strays", "BlobId");
        Index(stray, "ix_strays_due", "DueAt");
    });

    public void MapSeals() => model.SharedTypeEntity<Dictionary<string, object>>("Attachments.Seal", seal =>
    {
        columns.Id(seal.IndexerProperty<string>("TenantId"), "tenant_id");
        columns.Id(seal.IndexerProperty<string>("MessageId"), "message_id");
        columns.Int16(seal.IndexerProperty<short>("State"), "state");
        columns.Int64(seal.IndexerProperty<long>("SealedAt"), "sealed_at");
        Table(seal, "seals", "TenantId", "MessageId");
        Index(seal, "ix_seals_deleted", "SealedAt").HasFilter("state = 2");
    });

    public void MapVersion() => model.SharedTypeEntity<Dictionary<string, object>>("Attachments.SchemaVersion", version =>
    {
        columns.Int32(version.IndexerProperty<int>("Version"), "version");
        columns.Int64(version.IndexerProperty<long>("AppliedAt"), "applied_at");
        Table(version, "schema_version", "Version");
        version.HasData(Enumerable.Range(1, Version).Select(number => (object)new { Version = number, AppliedAt = 0L }));
    });

    private void Table(EntityTypeBuilder entity, string name, params string[] key)
    {
        entity.HasKey(key).HasName($"{name}_pkey");
        if (engine.IsSqlite)
            entity.ToTable(options.TablePrefix + name);
        else
            entity.ToTable(name, options.Schema);
    }

    // SQLite's index names are of the whole file.
    private IndexBuilder Index(EntityTypeBuilder entity, string name, params string[] properties) =>
        entity.HasIndex(properties).HasDatabaseName(engine.IsSqlite ? options.TablePrefix + name : name);
}
