using Attachments.Access;
using Attachments.Persistence;
using Attachments.Relational.Deleting;
using Attachments.Relational.Sql;
using Attachments.Storage;

namespace Attachments.Relational.Sweeping;

internal sealed class RelationalBlobRepository(RelationalDatabase database) : IBlobRepository
{
    private readonly MessageKeys keys = new(database.Options.MessageKeyType, database.Dialect);
    private readonly SweepStatements sql = new(database.Dialect);
    private readonly BlobCondemner condemner = new(new DeleteStatements(database.Dialect));

    public async ValueTask<IReadOnlyList<BlobKey>> ClaimStraysAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.WriteAcrossTenants();
        var claimed = batch.Query(sql.Claim, new SqlArguments().With("limit", limit).With("lease", lease), ReadKey);
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return claimed.All;
    }

    public async ValueTask ForgetStraysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
            return;

        // In one order for all, so that two who forget the same strays do not deadlock.
        var batch = SqlBatch.WriteAcrossTenants();
        foreach (var key in keys.OrderBy(key => key.Blob.Value))
            batch.Add(sql.Forget, new SqlArguments().With("blob", key.Blob.Value).With("tenant", key.Tenant.Value));

        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<CondemnedPage> CondemnUnreferencedAsync(BlobId? after, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        var page = SqlBatch.ReadAcrossTenants();
        var arguments = new SqlArguments().With("after", after?.Value ?? Guid.Empty).With("limit", limit);
        var last = page.Query(sql.LastOfPage, arguments, row => new BlobId(row.Guid(0)));
        var unreferenced = page.Query(sql.Unreferenced, arguments, ReadKey);
        await database.RunAsync(page, cancellationToken).ConfigureAwait(false);

        BlobId? next = last.All.Count == 0 ? null : last.Single;
        if (unreferenced.All.Count == 0)
            return new CondemnedPage(next, []);

        // An attach may have come meanwhile: the blob is asked again under its lock.
        var batch = SqlBatch.WriteAcrossTenants();
        condemner.Lock(batch, unreferenced.All);
        var condemned = condemner.Condemn(batch, unreferenced.All, lease);
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return new CondemnedPage(next, condemned.SelectMany(rows => rows.All).ToList());
    }

    public async ValueTask<IReadOnlyList<TenantMessage>> ListMessagesAsync(TenantMessage? after, int limit, CancellationToken cancellationToken)
    {
        var arguments = new SqlArguments().With("limit", limit);
        var statement = sql.FirstMessages;
        if (after is { } last)
        {
            if (!keys.TryConvert(last.Message, out var key))
                throw new ArgumentException("The message is not one that this method returned.", nameof(after));

            statement = sql.NextMessages;
            arguments.With("tenant", last.Tenant.Value).With("message", key.Value);
        }

        var batch = SqlBatch.ReadAcrossTenants();
        var found = batch.Query(statement, arguments, row => new TenantMessage(TenantId.Parse(row.Text(0)), keys.Read(row, 1)));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return found.All;
    }

    private static BlobKey ReadKey(SqlRow row) => new(TenantId.Parse(row.Text(1)), new BlobId(row.Guid(0)));
}
