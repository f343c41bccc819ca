using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Attachments.Storage;

namespace Attachments.Relational.Reading;

internal sealed class AttachmentReader(RelationalDatabase database, MessageKeys keys)
{
    private readonly ReadStatements sql = new(database.Dialect);

    public async ValueTask<MessageState> ReadMessageAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        if (!keys.TryConvert(message, out var key))
            return new MessageState(0, MessageSeal.Deleted);

        var batch = SqlBatch.Read(tenant);
        var state = batch.Query(sql.Message, Of(tenant, key), row => new MessageState((int)row.Int64(0), (MessageSeal)row.Int32(1)));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return state.Single;
    }

    public async ValueTask<Attachment?> FindAsync(TenantId tenant, AttachmentId id, CancellationToken cancellationToken)
    {
        var batch = SqlBatch.Read(tenant);
        var arguments = new SqlArguments(capacity: 2).With("tenant", tenant.Value).With("attachment", id.Value);
        var found = batch.Query(sql.One, arguments, row => AttachmentColumns.Read(row, tenant, keys));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return found.All.Count == 0 ? null : found.Single;
    }

    public async ValueTask<AttachmentPage> ListAsync(TenantId tenant, MessageId message, long offset, int limit, CancellationToken cancellationToken)
    {
        if (!keys.TryConvert(message, out var key))
            return new AttachmentPage([], 0);

        var batch = SqlBatch.Read(tenant);
        var arguments = Of(tenant, key).With("offset", offset).With("limit", limit);

        // All rows have the same one, written as the database writes it.
        MessageId? stored = null;
        var page = batch.Query(sql.Page, arguments, row => AttachmentColumns.Read(row, tenant, stored ??= keys.Read(row, 1)));
        var total = batch.Query(sql.Total, arguments, row => row.Int64(0));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return new AttachmentPage(page.All, total.Single);
    }

    public async ValueTask<IReadOnlyList<AttachmentReference>> FindReferencesAsync(
        TenantId tenant, MessageId message, int limit, CancellationToken cancellationToken)
    {
        if (!keys.TryConvert(message, out var key))
            return [];

        var batch = SqlBatch.Read(tenant);
        var found = batch.Query(
            sql.References,
            Of(tenant, key).With("limit", limit),
            row => new AttachmentReference(new AttachmentId(row.Guid(0)), new BlobId(row.Guid(1))));
        await database.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return found.All;
    }

    private static SqlArguments Of(TenantId tenant, MessageKey key) =>
        new SqlArguments(capacity: 5).With("tenant", tenant.Value).With("message", key.Value).With("message_text", key.Text);
}
