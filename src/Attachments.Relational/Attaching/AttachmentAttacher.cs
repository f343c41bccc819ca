using Attachments.Persistence;
using Attachments.Relational.Scanning;
using Attachments.Relational.Sql;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Relational.Attaching;

// Lock order: message, own stray, blob, attachment. Every step is its own statement, and so sees what was committed while the step before it waited.
internal sealed class AttachmentAttacher(RelationalDatabase database, MessageKeys keys)
{
    // With those of a verdict.
    private const int ArgumentsOfAll = 21;

    // A blob has to come and go between two statements for each of them.
    private const int MaxRounds = 10;

    private readonly AttachStatements sql = new(database.Dialect);

    public async ValueTask<AttachOutcome> AttachOrReserveAsync(NewAttachment attachment, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (attachment.ScanStatus == ScanStatus.Infected)
            return new AttachOutcome(AttachStatus.Infected);

        if (!keys.TryConvert(attachment.Message, out var key))
            return new AttachOutcome(AttachStatus.MessageDeleted);

        var arguments = Of(attachment, key).With("grace", grace);
        var inDoubt = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            var batch = SqlBatch.Write(attachment.Tenant);
            batch.Add(sql.LockMessage, arguments);
            batch.Add(attachment.Verdict is null ? null : sql.GiveVerdict, arguments);
            batch.Add(sql.Attach, arguments);
            var row = batch.Query(sql.Outcome, arguments, r => AttachOutcomeRow.Read(r, attachment, keys));
            var reserved = batch.Query(sql.Reserve, arguments, r => r.Guid(0));

            if (!await TryRunAsync(batch, cancellationToken).ConfigureAwait(false))
                return new AttachOutcome(AttachStatus.MessageDeleted) { InDoubt = inDoubt | batch.InDoubt };

            inDoubt |= batch.InDoubt;
            if (reserved.All.Count > 0)
                return new AttachOutcome(AttachStatus.Reserved) { InDoubt = inDoubt };

            if (row.Single.Interpret(attachment) is { } outcome)
                return outcome with { InDoubt = inDoubt };
        }

        throw new AttachmentDatabaseException($"The key of blob {attachment.OwnBlob.Blob} could be neither attached nor reserved.");
    }

    public async ValueTask<AttachOutcome> AttachNewAsync(NewAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.ScanStatus == ScanStatus.Infected)
            return new AttachOutcome(AttachStatus.Infected);

        if (!keys.TryConvert(attachment.Message, out var key))
            return new AttachOutcome(AttachStatus.MessageDeleted);

        var arguments = Of(attachment, key).With("length", attachment.Length);
        var inDoubt = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            var batch = SqlBatch.Write(attachment.Tenant);
            batch.Add(sql.LockMessage, arguments);
            batch.Add(sql.MakeBlob, arguments);
            batch.Add(attachment.Verdict is null ? null : sql.GiveVerdict, arguments);
            batch.Add(sql.Attach, arguments);
            batch.Add(sql.ForgetOwn, arguments);
            var row = batch.Query(sql.Outcome, arguments, r => AttachOutcomeRow.Read(r, attachment, keys));

            if (!await TryRunAsync(batch, cancellationToken).ConfigureAwait(false))
                return new AttachOutcome(AttachStatus.MessageDeleted) { InDoubt = inDoubt | batch.InDoubt };

            inDoubt |= batch.InDoubt;
            if (row.Single.Interpret(attachment) is { } outcome)
                return outcome with { InDoubt = inDoubt };

            if (!row.Single.Blob)
                break;
        }

        return new AttachOutcome(AttachStatus.ReservationLost) { InDoubt = inDoubt };
    }

    public async ValueTask<bool> RenewAsync(BlobKey key, TimeSpan grace, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Write(key.Tenant);
        var arguments = new SqlArguments().With("own", key.Blob.Value).With("tenant", key.Tenant.Value).With("grace", grace);
        var renewed = batch.Query(sql.Renew, arguments, row => row.Guid(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return renewed.All.Count > 0;
    }

    // False where the host's foreign key says that the message is not there. The blob that an attachment refers to cannot be missing: it is locked.
    private async ValueTask<bool> TryRunAsync(SqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MissingReferenceException)
        {
            return false;
        }
    }

    private static SqlArguments Of(NewAttachment attachment, MessageKey key) => new SqlArguments(ArgumentsOfAll)
        .With("tenant", attachment.Tenant.Value)
        .With("message", key.Value)
        .With("message_text", key.Text)
        .With("attachment", attachment.Id.Value)
        .With("owner", attachment.Owner.Value)
        .With("uploaded_by", attachment.UploadedBy.Value)
        .With("filename", attachment.FileName)
        .With("mime_type", attachment.ContentType)
        .With("content_encoding", (int)attachment.ContentEncoding)
        .With("digest", attachment.Digest.ToByteArray())
        .With("refused_status", (int)(attachment.RefuseUnscannable ? ScanStatus.Unscannable : ScanStatus.Infected))
        .With("limit", attachment.MaxAttachmentsPerMessage)
        .WithVerdict(attachment.Verdict ?? new BlobVerdict(ScanStatus.Pending))
        .With("own", attachment.OwnBlob.Blob.Value);
}
