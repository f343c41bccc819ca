using Attachments.Relational.Sql;
using Attachments.Storage;

namespace Attachments.Relational.Deleting;

// Lock order: blobs by id, then attachments, then strays.
// The blob is locked before the attachment: the other order deadlocks with an attach that holds the blob and waits on the unique index.
internal sealed class BlobCondemner(DeleteStatements sql)
{
    public void Lock(SqlBatch batch, IEnumerable<BlobKey> blobs)
    {
        foreach (var blob in blobs)
            batch.Add(sql.LockBlob, Of(blob));
    }

    public List<SqlRows<BlobKey>> Condemn(SqlBatch batch, IEnumerable<BlobKey> blobs, TimeSpan lease)
    {
        var condemned = new List<SqlRows<BlobKey>>();
        foreach (var blob in blobs)
        {
            var arguments = Of(blob).With("lease", lease);
            condemned.Add(batch.Query(sql.Condemn, arguments, _ => blob));
            batch.Add(sql.DropCondemned, arguments);
        }

        return condemned;
    }

    private static SqlArguments Of(BlobKey blob) => new SqlArguments().With("blob", blob.Blob.Value).With("tenant", blob.Tenant.Value);
}
