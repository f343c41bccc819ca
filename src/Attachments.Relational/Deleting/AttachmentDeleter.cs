using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Attachments.Storage;

namespace Attachments.Relational.Deleting;

internal sealed class AttachmentDeleter(RelationalDatabase database, MessageKeys keys)
{
    private readonly DeleteStatements sql = new(database.Dialect);

    public async ValueTask<DeleteOutcome> DeleteAsync(
        TenantId tenant, IReadOnlyList<AttachmentReference> attachments, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (attachments.Count == 0)
            return new DeleteOutcome(0, []);

        var ordered = attachments.Distinct().OrderBy(reference => reference.Blob.Value).ThenBy(reference => reference.Attachment.Value).ToList();
        var blobs = ordered.Select(reference => new BlobKey(tenant, reference.Blob)).Distinct().ToList();
        var condemner = new BlobCondemner(sql);
        var batch = SqlBatch.Write(tenant);

        condemner.Lock(batch, blobs);
        var deleted = ordered.ConvertAll(reference => batch.Query(sql.DeleteAttachment, Of(tenant, reference.Attachment), row => row.Guid(0)));
        var condemned = condemner.Condemn(batch, blobs, lease);

        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);

        // After a commit that was not seen, what is gone was most likely deleted by this very call; the sweeper has its bytes.
        var count = batch.InDoubt ? ordered.Count : deleted.Sum(rows => rows.All.Count);
        return new DeleteOutcome(count, condemned.SelectMany(rows => rows.All).ToList());
    }

    public async ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken)
    {
        if (!keys.TryConvert(message, out var key))
            return 0;

        var batch = SqlBatch.Write(tenant);
        var arguments = new SqlArguments().With("tenant", tenant.Value).With("message", key.Value).With("owner", owner.Value);
        var reassigned = batch.Query(sql.Reassign, arguments, row => row.Guid(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return reassigned.All.Count;
    }

    public async ValueTask<bool> ReassignOneAsync(TenantId tenant, AttachmentId attachment, UserId from, UserId to, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Write(tenant);
        var reassigned = batch.Query(sql.ReassignOne, Of(tenant, attachment).With("from", from.Value).With("to", to.Value), row => row.Guid(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return reassigned.All.Count > 0;
    }

    private static SqlArguments Of(TenantId tenant, AttachmentId attachment) =>
        new SqlArguments().With("tenant", tenant.Value).With("attachment", attachment.Value);
}
