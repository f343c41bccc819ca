using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Relational.Scanning;

internal sealed class RelationalQuarantineRepository(RelationalDatabase database) : IQuarantineRepository
{
    private readonly QuarantineStatements sql = new(database.Dialect);

    public async ValueTask<IReadOnlyList<QuarantinedBlob>> ListAsync(TenantId tenant, BlobId? after, int limit, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Read(tenant);
        var arguments = new SqlArguments().With("tenant", tenant.Value).With("after", after?.Value ?? Guid.Empty).With("limit", limit);
        var found = batch.Query(sql.List, arguments, row => Read(row, tenant));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return found.All;
    }

    public async ValueTask<bool> ReleaseAsync(BlobKey blob, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(detail);

        var batch = SqlBatch.Write(blob.Tenant);
        var released = batch.Query(sql.Release, Of(blob).WithVerdict(new BlobVerdict(ScanStatus.Safe, Detail: detail)), row => row.Guid(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return released.All.Count > 0;
    }

    public async ValueTask<bool> PurgeAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Write(blob.Tenant);
        var arguments = Of(blob).With("lease", lease);
        batch.Add(sql.Lock, arguments);
        var purged = batch.Query(sql.Purge, arguments, row => row.Guid(0));
        batch.Add(sql.MakeStray, arguments);
        batch.Add(sql.DropUnreferenced, arguments);
        var stray = batch.Query(sql.FindStray, arguments, row => row.Guid(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);

        // A try that was committed unseen may have dropped the row; its stray says that it did.
        return purged.All.Count > 0 || (batch.InDoubt && stray.All.Count > 0);
    }

    private static QuarantinedBlob Read(SqlRow row, TenantId tenant) => new(
        new BlobKey(tenant, new BlobId(row.Guid(0))),
        new ContentDigest(row.Bytes(1)),
        row.Int64(2),
        new BlobVerdict(ScanStatus.Infected, Text(row, 3), Text(row, 4), Text(row, 5)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(6)),
        row.Int64(7));

    private static string? Text(SqlRow row, int ordinal) => row.IsNull(ordinal) ? null : row.Text(ordinal);

    private static SqlArguments Of(BlobKey blob) =>
        new SqlArguments().With("blob", blob.Blob.Value).With("tenant", blob.Tenant.Value).With("mark", Guid.NewGuid());
}
