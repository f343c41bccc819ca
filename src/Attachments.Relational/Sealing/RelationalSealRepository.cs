using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Attachments.Scanning;

namespace Attachments.Relational.Sealing;

internal sealed class RelationalSealRepository(RelationalDatabase database) : ISealRepository
{
    // A verdict has to come in between two statements for each of them.
    private const int MaxRounds = 10;

    private readonly MessageKeys keys = new(database.Options.MessageKeyType, database.Dialect);
    private readonly SealStatements sql = new(database.Dialect);

    public async ValueTask<SealOutcome> SealAsync(TenantId tenant, MessageId message, SealRules rules, CancellationToken cancellationToken)
    {
        if (!keys.TryConvert(message, out var key))
            return new SealOutcome(MessageSeal.Deleted, 0, null);

        var arguments = Of(tenant, key).With("refuse_pending", rules.RefusePending ? 1 : 0).With("refuse_unscannable", rules.RefuseUnscannable ? 1 : 0);
        for (var round = 0; round < MaxRounds; round++)
        {
            var batch = SqlBatch.Write(tenant);
            batch.Add(sql.LockMessage, arguments);
            batch.Add(sql.Seal, arguments);
            var outcome = batch.Query(sql.Outcome, arguments, row => Interpret(row, rules));
            await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);

            // Neither sealed nor refused: the verdict that refused came good between the two statements.
            if (outcome.Single.Seal != MessageSeal.None || outcome.Single.Refused is not null)
                return outcome.Single;
        }

        throw new AttachmentDatabaseException("The message could be neither sealed nor refused.");
    }

    public ValueTask ReopenAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        RunAsync(sql.Reopen, tenant, message, cancellationToken);

    public ValueTask MarkDeletedAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        RunAsync(sql.MarkDeleted, tenant, message, cancellationToken);

    public async ValueTask<int> ForgetDeletedAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken)
    {
        var search = SqlBatch.ReadAcrossTenants();
        var found = search.Query(
            sql.FindDeleted, new SqlArguments().With("age", olderThan).With("limit", limit), row => (Tenant: row.Text(0), Message: row.Text(1)));
        await database.RunAsync(search, cancellationToken).ConfigureAwait(false);
        if (found.All.Count == 0)
            return 0;

        // In one order for all, so that two who forget the same do not deadlock.
        var batch = SqlBatch.WriteAcrossTenants();
        var forgotten = found.All.Order().Select(seal => batch.Query(
            sql.ForgetDeleted,
            new SqlArguments().With("tenant", seal.Tenant).With("message_text", seal.Message).With("age", olderThan),
            row => row.Text(0))).ToList();
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return forgotten.Sum(rows => rows.All.Count);
    }

    private async ValueTask RunAsync(SqlStatement statement, TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        if (!keys.TryConvert(message, out var key))
            return;

        var batch = SqlBatch.Write(tenant);
        var arguments = Of(tenant, key);
        batch.Add(sql.LockMessage, arguments);
        batch.Add(statement, arguments);
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    private static SealOutcome Interpret(SqlRow row, SealRules rules)
    {
        var seal = (MessageSeal)row.Int32(0);
        var count = row.Int64(1);
        if (seal != MessageSeal.None)
            return new SealOutcome(seal, count, null);

        if (row.Int64(2) > 0)
            return new SealOutcome(seal, count, ScanStatus.Infected);

        if (rules.RefuseUnscannable && row.Int64(3) > 0)
            return new SealOutcome(seal, count, ScanStatus.Unscannable);

        return new SealOutcome(seal, count, rules.RefusePending && row.Int64(4) > 0 ? ScanStatus.Pending : null);
    }

    private static SqlArguments Of(TenantId tenant, MessageKey key) =>
        new SqlArguments().With("tenant", tenant.Value).With("message", key.Value).With("message_text", key.Text);
}
