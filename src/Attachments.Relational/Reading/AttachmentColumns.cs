using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Relational.Sql;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Relational.Reading;

// The columns of an attachment (alias a) and its blob (alias b), in the order in which Read takes them.
internal static class AttachmentColumns
{
    public const string List =
        "a.id, a.message_id, a.owner_id, a.uploaded_by, a.filename, a.mime_type, a.content_encoding, a.uploaded_at, b.id, b.digest, b.length, b.scan_status";

    public const int AttachmentId = 0;
    public const int BlobId = 8;
    public const int ScanStatusOrdinal = 11;
    public const int Count = 12;

    public static Attachment Read(SqlRow row, TenantId tenant, MessageKeys keys) => Read(row, tenant, keys.Read(row, 1));

    public static Attachment Read(SqlRow row, TenantId tenant, MessageId message) => new()
    {
        Id = new AttachmentId(row.Guid(AttachmentId)),
        Tenant = tenant,
        Message = message,
        Owner = UserId.Parse(row.Text(2)),
        UploadedBy = UserId.Parse(row.Text(3)),
        FileName = row.Text(4),
        ContentType = row.Text(5),
        ContentEncoding = (ContentEncoding)row.Int32(6),
        UploadedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(7)),
        Blob = new BlobId(row.Guid(BlobId)),
        Digest = new ContentDigest(row.Span(9)),
        Length = row.Int64(10),
        ScanStatus = (ScanStatus)row.Int32(ScanStatusOrdinal),
    };
}
