using Attachments.Persistence;
using Attachments.Relational.Reading;
using Attachments.Relational.Sql;
using Attachments.Scanning;

namespace Attachments.Relational.Attaching;

// What stands in the tables at the end of an attach, in its own transaction. Blob says whether the tenant has a blob of the digest.
internal sealed record AttachOutcomeRow(Attachment? Attachment, bool Blob, ScanStatus Verdict, long Count, MessageSeal Seal)
{
    public static AttachOutcomeRow Read(SqlRow row, NewAttachment attachment, MessageKeys keys)
    {
        var hasBlob = !row.IsNull(AttachmentColumns.BlobId);
        return new AttachOutcomeRow(
            row.IsNull(AttachmentColumns.AttachmentId) ? null : AttachmentColumns.Read(row, attachment.Tenant, keys),
            hasBlob,
            hasBlob ? (ScanStatus)row.Int32(AttachmentColumns.ScanStatusOrdinal) : ScanStatus.Pending,
            row.Int64(AttachmentColumns.Count),
            (MessageSeal)row.Int32(AttachmentColumns.Count + 1));
    }

    // Null where the row gives no reason: the blob came or went between two statements.
    // The own attachment decides before anything else: it may stem from a try that was committed unseen, with the message sealed since.
    public AttachOutcome? Interpret(NewAttachment attachment)
    {
        if (Attachment is not null && Attachment.Id == attachment.Id)
            return new AttachOutcome(AttachStatus.Attached, Attachment);

        if (Seal == MessageSeal.Deleted)
            return new AttachOutcome(AttachStatus.MessageDeleted);

        if (Seal == MessageSeal.Sealed)
            return new AttachOutcome(AttachStatus.MessageSealed);

        if (Blob && Verdict == ScanStatus.Infected)
            return new AttachOutcome(AttachStatus.Infected);

        if (Blob && Verdict == ScanStatus.Unscannable && attachment.RefuseUnscannable)
            return new AttachOutcome(AttachStatus.Unscannable);

        if (Attachment is not null)
            return new AttachOutcome(AttachStatus.Duplicate, Attachment);

        return Count >= attachment.MaxAttachmentsPerMessage ? new AttachOutcome(AttachStatus.MessageFull) : null;
    }
}
