using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

/// <summary>The in-memory blobs and strays, as the sweeper sees them.</summary>
/// <param name="database">The rows.</param>
public sealed class InMemoryBlobRepository(InMemoryAttachmentDatabase database) : IBlobRepository
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BlobKey>> ClaimStraysAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var now = database.Now;
            var due = database.Strays.Where(pair => pair.Value.DueAt <= now).OrderBy(pair => pair.Value.DueAt).Take(limit).Select(pair => pair.Key).ToList();
            foreach (var key in due)
                database.Strays[key] = new InMemoryStray(IsReserved: false, now + lease);

            return new(due);
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetStraysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);

        lock (database.Gate)
        {
            foreach (var key in keys)
                database.Strays.Remove(key);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<CondemnedPage> CondemnUnreferencedAsync(BlobId? after, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var page = database.PageOfBlobs(after, limit).ConvertAll(blob => blob.Key);
            BlobId? next = page.Count < limit ? null : page[^1].Blob;
            return new(new CondemnedPage(next, page.Where(key => database.TryCondemn(key, lease)).ToList()));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantMessage>> ListMessagesAsync(TenantMessage? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return new(database.Attachments.Values
                .Select(attachment => new TenantMessage(attachment.Tenant, attachment.Message))
                .Distinct()
                .Where(message => after is not { } last || Compare(message, last) > 0)
                .Order(Comparer<TenantMessage>.Create(Compare))
                .Take(limit)
                .ToList());
        }
    }

    private static int Compare(TenantMessage left, TenantMessage right)
    {
        var tenants = string.CompareOrdinal(left.Tenant.Value, right.Tenant.Value);
        return tenants != 0 ? tenants : string.CompareOrdinal(left.Message.Value, right.Message.Value);
    }
}
