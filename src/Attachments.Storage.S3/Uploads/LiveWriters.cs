using System.Collections.Concurrent;

namespace Attachments.Storage.S3.Uploads;

/// <summary>The writers of this process that are not disposed. A sweep spares what they hold, and a delete ends them before it removes what they have stored.</summary>
internal sealed class LiveWriters
{
    private readonly ConcurrentDictionary<BlobKey, S3BlobWriter> writers = new();

    public void Add(S3BlobWriter writer)
    {
        if (!writers.TryAdd(writer.Key, writer))
            throw new BlobStoreException($"Blob {writer.Key.Blob} is being written already.");
    }

    public void Remove(S3BlobWriter writer) => writers.TryRemove(KeyValuePair.Create(writer.Key, writer));

    public bool Contains(BlobKey key) => writers.ContainsKey(key);

    public Task KillAsync(BlobKey key, CancellationToken cancellationToken) =>
        writers.TryGetValue(key, out var writer) ? writer.KillAsync(cancellationToken) : Task.CompletedTask;
}
