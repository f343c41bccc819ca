using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

/// <summary>Keeps attachments in memory, by the same rules as a real database.</summary>
/// <param name="database">The rows.</param>
public sealed class InMemoryAttachmentRepository(InMemoryAttachmentDatabase database) : IAttachmentRepository
{
    /// <inheritdoc/>
    public ValueTask<MessageState> ReadMessageAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(new MessageState(database.Of(tenant, message).Count(), database.SealOf(tenant, message)));
    }

    /// <inheritdoc/>
    public ValueTask<AttachOutcome> AttachOrReserveAsync(NewAttachment attachment, TimeSpan grace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachment);

        lock (database.Gate)
        {
            if (attachment.ScanStatus == ScanStatus.Infected)
                return new(new AttachOutcome(AttachStatus.Infected));

            if (FindBlob(attachment) is { } blob)
                return new(Attach(attachment, blob));

            if (Refuse(attachment) is { } refusal)
                return new(refusal);

            database.Strays[attachment.OwnBlob] = new InMemoryStray(IsReserved: true, database.Now + grace);
            return new(new AttachOutcome(AttachStatus.Reserved));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RenewReservationAsync(BlobKey key, TimeSpan grace, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!IsReserved(key))
                return new(false);

            database.Strays[key] = new InMemoryStray(IsReserved: true, database.Now + grace);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AttachOutcome> AttachNewAsync(NewAttachment attachment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachment);

        lock (database.Gate)
        {
            if (attachment.ScanStatus == ScanStatus.Infected)
                return new(new AttachOutcome(AttachStatus.Infected));

            if (FindBlob(attachment) is { } winner)
                return new(Attach(attachment, winner));

            if (Refuse(attachment) is { } refusal)
                return new(refusal);

            if (!IsReserved(attachment.OwnBlob))
                return new(new AttachOutcome(AttachStatus.ReservationLost));

            database.Strays.Remove(attachment.OwnBlob);
            var blob = new InMemoryBlob(attachment.OwnBlob, attachment.Digest, attachment.Length) { Due = database.Now };
            if (attachment.Verdict is { } verdict)
                blob = blob.With(verdict, database.Now);

            database.Blobs.Add(blob.Key.Blob, blob);
            return new(Attach(attachment, blob));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Attachment?> FindAsync(TenantId tenant, AttachmentId id, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(database.Attachments.TryGetValue((tenant, id), out var attachment) ? database.WithVerdict(attachment) : null);
    }

    /// <inheritdoc/>
    public ValueTask<AttachmentPage> ListAsync(TenantId tenant, MessageId message, long offset, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var all = database.Of(tenant, message).OrderBy(attachment => attachment.UploadedAt).ThenBy(attachment => attachment.Id).ToList();
            var items = all.Skip((int)Math.Min(offset, int.MaxValue)).Take(limit).Select(database.WithVerdict).ToList();
            return new(new AttachmentPage(items, all.Count));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AttachmentReference>> FindReferencesAsync(
        TenantId tenant, MessageId message, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            return new(database.Of(tenant, message).Take(limit).Select(attachment => new AttachmentReference(attachment.Id, attachment.Blob)).ToList());
    }

    /// <inheritdoc/>
    public ValueTask<DeleteOutcome> DeleteAsync(
        TenantId tenant, IReadOnlyList<AttachmentReference> attachments, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attachments);

        lock (database.Gate)
        {
            var deleted = attachments.Count(reference => database.Attachments.Remove((tenant, reference.Attachment)));
            var blobs = attachments.Select(reference => new BlobKey(tenant, reference.Blob)).Distinct();
            return new(new DeleteOutcome(deleted, blobs.Where(blob => database.TryCondemn(blob, lease)).ToList()));
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var attachments = database.Of(tenant, message).ToList();
            foreach (var attachment in attachments)
                database.Attachments[(tenant, attachment.Id)] = attachment with { Owner = owner };

            return new(attachments.Count);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReassignOneAsync(TenantId tenant, AttachmentId id, UserId from, UserId to, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!database.Attachments.TryGetValue((tenant, id), out var attachment) || attachment.Owner != from)
                return new(false);

            database.Attachments[(tenant, id)] = attachment with { Owner = to };
            return new(true);
        }
    }

    // A blob that is still pending takes the verdict of the same bytes; a scan under way loses its claim.
    private InMemoryBlob? FindBlob(NewAttachment attachment)
    {
        var blob = database.FindBlob(attachment.Tenant, attachment.Digest);
        if (blob is not { Status: ScanStatus.Pending } || attachment.Verdict is not { } verdict)
            return blob;

        return database.Blobs[blob.Key.Blob] = blob.With(verdict, database.Now);
    }

    private bool IsReserved(BlobKey key) => database.Strays.TryGetValue(key, out var stray) && stray.IsReserved;

    private AttachOutcome Attach(NewAttachment attachment, InMemoryBlob blob)
    {
        var present = database.Of(attachment.Tenant, attachment.Message).FirstOrDefault(other => other.Blob == blob.Key.Blob);
        if (present is not null && present.Id == attachment.Id)
            return new AttachOutcome(AttachStatus.Attached, database.WithVerdict(present));

        if (RefuseClosed(attachment) is { } closed)
            return closed;

        if (blob.Status == ScanStatus.Infected)
            return new AttachOutcome(AttachStatus.Infected);

        if (blob.Status == ScanStatus.Unscannable && attachment.RefuseUnscannable)
            return new AttachOutcome(AttachStatus.Unscannable);

        if (present is not null)
            return new AttachOutcome(AttachStatus.Duplicate, database.WithVerdict(present));

        if (Refuse(attachment) is { } refusal)
            return refusal;

        var made = Make(attachment, blob);
        database.Attachments.Add((made.Tenant, made.Id), made);
        return new AttachOutcome(AttachStatus.Attached, made);
    }

    private AttachOutcome? Refuse(NewAttachment attachment) =>
        RefuseClosed(attachment)
        ?? (database.Of(attachment.Tenant, attachment.Message).Count() >= attachment.MaxAttachmentsPerMessage ? new AttachOutcome(AttachStatus.MessageFull) : null);

    private AttachOutcome? RefuseClosed(NewAttachment attachment) => database.SealOf(attachment.Tenant, attachment.Message) switch
    {
        MessageSeal.Deleted => new AttachOutcome(AttachStatus.MessageDeleted),
        MessageSeal.Sealed => new AttachOutcome(AttachStatus.MessageSealed),
        _ => null,
    };

    private Attachment Make(NewAttachment attachment, InMemoryBlob blob) => new()
    {
        Id = attachment.Id,
        Tenant = attachment.Tenant,
        Message = attachment.Message,
        Owner = attachment.Owner,
        UploadedBy = attachment.UploadedBy,
        Blob = blob.Key.Blob,
        FileName = attachment.FileName,
        ContentType = attachment.ContentType,
        ContentEncoding = attachment.ContentEncoding,
        Length = blob.Length,
        Digest = blob.Digest,
        UploadedAt = DateTimeOffset.FromUnixTimeMilliseconds(database.Now.ToUnixTimeMilliseconds()),
        ScanStatus = blob.Status,
    };
}
