using System.Collections.Concurrent;
using Attachments.Content;
using Attachments.Storage;

namespace Attachments.Relational.Tests.Stress;

// A store that keeps of all bytes only their digest. As the ports demand: a publish that comes after the delete of its key fails.
internal sealed class VisibleBytes
{
    private readonly Lock gate = new();
    private readonly Dictionary<BlobKey, ContentDigest> visible = [];
    private readonly HashSet<BlobKey> deleted = [];

    public ConcurrentQueue<string> Violations { get; } = new();

    public bool TryPublish(BlobKey key, ContentDigest digest)
    {
        lock (gate)
        {
            if (deleted.Contains(key))
                return false;

            visible.Add(key, digest);
            return true;
        }
    }

    public void Delete(BlobKey key)
    {
        lock (gate)
        {
            deleted.Add(key);
            visible.Remove(key);
        }
    }

    public bool Has(BlobKey key, ContentDigest digest)
    {
        lock (gate)
            return visible.TryGetValue(key, out var stored) && stored == digest;
    }

    public IReadOnlyCollection<BlobKey> All()
    {
        lock (gate)
            return [.. visible.Keys];
    }
}
