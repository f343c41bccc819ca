using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Sweeping;

/// <summary>Rows of blobs, none of them unreferenced, that remember which were looked at.</summary>
internal sealed class WalkedBlobs : IBlobRepository
{
    private readonly BlobId[] ids;
    private readonly HashSet<BlobId> seen = [];

    /// <param name="count">How many there are: one was uploaded each minute, the last one now.</param>
    public WalkedBlobs(int count)
    {
        var now = DateTimeOffset.UtcNow;
        ids = [.. Enumerable.Range(1, count).Select(number => new BlobId(Guid.CreateVersion7(now.AddMinutes(number - count)))).OrderBy(id => id.Value)];
    }

    public int Unseen => ids.Length - seen.Count;

    public int Looks { get; private set; }

    public void Forget()
    {
        seen.Clear();
        Looks = 0;
    }

    public ValueTask<CondemnedPage> CondemnUnreferencedAsync(BlobId? after, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        var page = ids.Where(id => after is not { } last || id.Value.CompareTo(last.Value) > 0).Take(limit).ToList();
        seen.UnionWith(page);
        Looks += page.Count;
        return new(new CondemnedPage(page.Count < limit ? null : page[^1], []));
    }

    public ValueTask<IReadOnlyList<BlobKey>> ClaimStraysAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) => new([]);

    public ValueTask ForgetStraysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken) => default;

    public ValueTask<IReadOnlyList<TenantMessage>> ListMessagesAsync(TenantMessage? after, int limit, CancellationToken cancellationToken) => new([]);
}
