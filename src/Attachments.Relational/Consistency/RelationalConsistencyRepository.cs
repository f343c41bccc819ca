using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Relational.Consistency;

internal sealed class RelationalConsistencyRepository(RelationalDatabase database) : IConsistencyRepository
{
    private readonly ConsistencyStatements sql = new(database.Dialect);

    public async ValueTask<BlobTotals> MeasureAsync(TimeSpan overdue, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.ReadAcrossTenants();
        var totals = batch.Query(sql.Measure, new SqlArguments().With("overdue", overdue), row => new BlobTotals(row.Int64(0), row.Int64(1), row.Int64(2)));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return totals.Single;
    }

    public async ValueTask<IReadOnlyList<BlobRecord>> ListBlobsAsync(BlobId? after, int limit, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.ReadAcrossTenants();
        var arguments = new SqlArguments().With("after", after?.Value ?? Guid.Empty).With("limit", limit);
        var page = batch.Query(sql.List, arguments, ReadBlob);
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return page.All;
    }

    public async ValueTask<IReadOnlyList<KeyRecord>> FindKeysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
            return [];

        var batch = SqlBatch.ReadAcrossTenants();
        var found = new List<SqlRows<KeyRecord>>(keys.Count);
        foreach (var key in keys)
        {
            var arguments = new SqlArguments().With("blob", key.Blob.Value).With("tenant", key.Tenant.Value);
            found.Add(batch.Query(sql.Find, arguments, row => ReadKey(row, key)));
        }

        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(rows => rows.Single);
    }

    private static BlobRecord ReadBlob(SqlRow row) => new(
        new BlobKey(TenantId.Parse(row.Text(1)), new BlobId(row.Guid(0))), new ContentDigest(row.Bytes(2)), row.Int64(3), (BlobContentState)row.Int32(4));

    private static KeyRecord ReadKey(SqlRow row, BlobKey key)
    {
        var blob = !row.IsNull(1) ? new BlobRecord(key, new ContentDigest(row.Bytes(2)), row.Int64(3), (BlobContentState)row.Int32(4)) : null;
        return new KeyRecord(key, blob, !row.IsNull(0));
    }
}
