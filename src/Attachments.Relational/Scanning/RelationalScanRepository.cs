using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Relational.Scanning;

internal sealed class RelationalScanRepository(RelationalDatabase database) : IScanRepository
{
    private readonly MessageKeys keys = new(database.Options.MessageKeyType, database.Dialect);
    private readonly ScanStatements sql = new(database.Dialect);
    private readonly InfectedStatements infectedClaim = InfectedStatements.OfClaim(database.Dialect);
    private readonly InfectedStatements infectedDigest = InfectedStatements.OfDigest(database.Dialect);

    public async ValueTask<ScanClaim?> ClaimAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        var batch = SqlBatch.Write(blob.Tenant);
        var claimed = batch.Query(sql.ClaimOne, Of(blob).With("token", token).With("lease", lease), row => ReadClaim(row, token));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return claimed.All.Count == 0 ? null : claimed.Single;
    }

    public ValueTask<IReadOnlyList<ScanClaim>> ClaimDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        ClaimAsync(sql.ClaimDue, limit, lease, cancellationToken);

    public ValueTask<IReadOnlyList<ScanClaim>> ClaimNewestDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        ClaimAsync(sql.ClaimNewestDue, limit, lease, cancellationToken);

    public async ValueTask<RecordedVerdict?> RecordAsync(
        ScanClaim claim, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(verdict);

        var arguments = Of(claim).WithVerdict(verdict);
        switch (verdict.Status)
        {
            case ScanStatus.Pending:
                throw new ArgumentException("Pending is no verdict.", nameof(verdict));

            case ScanStatus.Infected:
                return await RecordInfectedAsync(infectedClaim, claim.Blob.Tenant, arguments, infected, cancellationToken).ConfigureAwait(false);

            default:
                var recorded = await QueryAsync(SqlBatch.Write(claim.Blob.Tenant), sql.Record, arguments, row => row.Guid(0), cancellationToken).ConfigureAwait(false);
                return recorded.Count == 0 ? null : new RecordedVerdict(claim.Blob, BlobContentState.Stored, []);
        }
    }

    public async ValueTask<RecordedVerdict?> RecordInfectedAsync(
        TenantId tenant, ContentDigest digest, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Status != ScanStatus.Infected)
            throw new ArgumentException("The verdict must be infected.", nameof(verdict));

        var arguments = new SqlArguments().With("tenant", tenant.Value).With("digest", digest.ToByteArray()).With("mark", Guid.NewGuid()).WithVerdict(verdict);
        return await RecordInfectedAsync(infectedDigest, tenant, arguments, infected, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> PostponeAsync(ScanClaim claim, TimeSpan delay, bool counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);

        var arguments = Of(claim).With("delay", delay).With("counts", counts ? 1 : 0);
        var postponed = await QueryAsync(SqlBatch.Write(claim.Blob.Tenant), sql.Postpone, arguments, row => row.Guid(0), cancellationToken).ConfigureAwait(false);
        return postponed.Count > 0;
    }

    public async ValueTask<RescanPage> ScheduleRescansAsync(BlobId? after, int limit, RescanRules rules, CancellationToken cancellationToken)
    {
        var page = SqlBatch.ReadAcrossTenants();
        var arguments = new SqlArguments().With("after", after?.Value ?? Guid.Empty).With("limit", limit);
        var last = page.Query(sql.LastOfPage, arguments, row => row.Guid(0));
        await database.RunAsync(page, cancellationToken).ConfigureAwait(false);

        var isEnd = last.All.Count == 0;
        arguments
            .With("last", isEnd ? Guid.AllBitsSet : last.Single)
            .With("by_age", rules.OlderThan is null ? 0 : 1)
            .With("age", rules.OlderThan ?? TimeSpan.Zero)
            .With("by_version", rules.SignatureVersion is null ? 0 : 1)
            .With("signature_version", VerdictColumns.Clean(rules.SignatureVersion));
        var scheduled = await QueryAsync(SqlBatch.WriteAcrossTenants(), sql.Schedule, arguments, row => row.Guid(0), cancellationToken).ConfigureAwait(false);
        return new RescanPage(isEnd ? null : new BlobId(last.Single), scheduled.Count);
    }

    public async ValueTask<ScanStatus?> FindStatusAsync(TenantId tenant, ContentDigest digest, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Read(tenant);
        var arguments = new SqlArguments().With("tenant", tenant.Value).With("digest", digest.ToByteArray());
        var status = batch.Query(sql.Status, arguments, row => (ScanStatus)row.Int32(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return status.All.Count == 0 ? null : status.Single;
    }

    public async ValueTask<TimeSpan?> ReadQueueAgeAsync(CancellationToken cancellationToken)
    {
        var batch = SqlBatch.ReadAcrossTenants();
        var age = batch.Query(sql.QueueAge, new SqlArguments(), row => TimeSpan.FromMilliseconds(row.Int64(0)));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return age.All.Count == 0 ? null : age.Single;
    }

    private async ValueTask<IReadOnlyList<ScanClaim>> ClaimAsync(SqlStatement statement, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        var batch = SqlBatch.WriteAcrossTenants();
        var arguments = new SqlArguments().With("limit", limit).With("token", token).With("lease", lease);
        var claimed = batch.Query(statement, arguments, row => ReadClaim(row, token));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return batch.InDoubt ? await FindClaimedAsync(token, limit, cancellationToken).ConfigureAwait(false) : claimed.All;
    }

    // What a try claimed that was committed unseen bears the token too, and may be more than was asked for.
    private async ValueTask<IReadOnlyList<ScanClaim>> FindClaimedAsync(Guid token, int limit, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.ReadAcrossTenants();
        var claimed = batch.Query(sql.FindClaimed, new SqlArguments().With("token", token), row => ReadClaim(row, token));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);

        foreach (var surplus in claimed.All.Skip(limit))
            await PostponeAsync(surplus, TimeSpan.Zero, counts: false, cancellationToken).ConfigureAwait(false);

        return claimed.All.Take(limit).ToList();
    }

    private async ValueTask<RecordedVerdict?> RecordInfectedAsync(
        InfectedStatements statements, TenantId tenant, SqlArguments arguments, InfectedContent infected, CancellationToken cancellationToken)
    {
        var content = infected == InfectedContent.Remove ? BlobContentState.Removed : BlobContentState.Quarantined;
        arguments.With("content", (int)content);

        var batch = SqlBatch.Write(tenant);
        batch.Add(statements.Lock, arguments);
        var recorded = batch.Query(statements.Record, arguments, row => new BlobId(row.Guid(0)));
        batch.Add(statements.MakeStray, arguments);
        var affected = batch.Query(statements.Affected, arguments, ReadAffected);
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return recorded.All.Count == 0 ? null : new RecordedVerdict(new BlobKey(tenant, recorded.Single), content, affected.All);
    }

    private async ValueTask<IReadOnlyList<T>> QueryAsync<T>(
        SqlBatch batch, SqlStatement statement, SqlArguments arguments, Func<SqlRow, T> map, CancellationToken cancellationToken)
    {
        var rows = batch.Query(statement, arguments, map);
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return rows.All;
    }

    private AffectedAttachment ReadAffected(SqlRow row) =>
        new(new AttachmentId(row.Guid(0)), keys.Read(row, 1), UserId.Parse(row.Text(2)), row.Text(3));

    private static ScanClaim ReadClaim(SqlRow row, Guid token) => new(
        new BlobKey(TenantId.Parse(row.Text(1)), new BlobId(row.Guid(0))),
        token,
        new ContentDigest(row.Bytes(2)),
        row.Int64(3),
        row.Int32(4),
        (ScanStatus)row.Int32(5));

    private static SqlArguments Of(BlobKey blob) => new SqlArguments().With("blob", blob.Blob.Value).With("tenant", blob.Tenant.Value);

    private static SqlArguments Of(ScanClaim claim) => Of(claim.Blob).With("token", claim.Token).With("mark", Guid.NewGuid());
}
