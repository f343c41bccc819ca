using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Attachments.Storage;

namespace Attachments.Testing.Storage;

/// <summary>Keeps blobs in the process's memory, for tests.</summary>
/// <remarks>Passes <see cref="BlobStoreConformanceTests"/>. Safe for concurrent use. What it holds is gone when nobody holds it.</remarks>
/// <param name="clock">The store's own clock, by which stagings age. The default is the system's.</param>
public sealed class InMemoryBlobStore(TimeProvider? clock = null) : IBlobStore, IBlobInventory
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<BlobKey, byte[]> published = new();
    private readonly ConcurrentDictionary<BlobKey, InMemoryStaging> stagings = new();

    // Guards the step from staged to published against a delete; everything else is one operation on one dictionary.
    private readonly Lock publishing = new();

    /// <summary>Gets the keys of the published blobs, as they are at this moment.</summary>
    public IReadOnlyCollection<BlobKey> Published => [.. published.Keys];

    /// <summary>Gets the keys of the stagings, live and abandoned, as they are at this moment.</summary>
    public IReadOnlyCollection<BlobKey> Staged => [.. stagings.Keys];

    /// <summary>Spoils published bytes, as a failing medium would.</summary>
    /// <param name="key">A published blob's key.</param>
    /// <param name="bytes">What is there from now on.</param>
    public void Damage(BlobKey key, ReadOnlySpan<byte> bytes) => published[key] = bytes.ToArray();

    /// <summary>Leaves a staging behind, as a process that was killed while it wrote would.</summary>
    /// <param name="key">The blob's key.</param>
    /// <param name="bytes">What the process had written.</param>
    public void AbandonStaging(BlobKey key, ReadOnlySpan<byte> bytes)
    {
        var staging = Begin(key);
        staging.Append(bytes, clock.GetUtcNow());
        staging.IsAbandoned = true;
    }

    /// <inheritdoc/>
    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<BlobWriter>(new InMemoryBlobWriter(this, key, Begin(key), clock));
    }

    /// <inheritdoc/>
    public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return ValueTask.FromResult<BlobReader?>(published.TryGetValue(key, out var bytes) ? new InMemoryBlobReader(bytes, offset, count) : null);
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        lock (publishing)
        {
            stagings.TryRemove(key, out _);
            published.TryRemove(key, out _);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        var dropped = stagings.Count(staging =>
            staging.Value.IsAbandoned && now - staging.Value.TouchedAt >= untouchedFor && stagings.TryRemove(staging));
        return ValueTask.FromResult(dropped);
    }

    /// <inheritdoc/>
    public ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var names = published.Select(blob => new StoredObject(blob.Key.ToString(), blob.Key, blob.Value.Length)).OrderBy(stored => stored.Name, StringComparer.Ordinal);
        foreach (var stored in names.Where(stored => string.CompareOrdinal(stored.Name, after) > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredStaging> ListStagingsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var now = clock.GetUtcNow();
        foreach (var (key, staging) in stagings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new StoredStaging(key.ToString(), key, now - staging.TouchedAt);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<long?>(published.TryGetValue(key, out var bytes) ? bytes.Length : null);
    }

    internal void Publish(BlobKey key, InMemoryStaging staging)
    {
        lock (publishing)
        {
            if (!stagings.TryRemove(KeyValuePair.Create(key, staging)))
                throw new BlobStoreException($"The staging of blob {key.Blob} was deleted before it was committed.");

            published[key] = staging.ToArray();
        }
    }

    internal void Discard(BlobKey key, InMemoryStaging staging) => stagings.TryRemove(KeyValuePair.Create(key, staging));

    private InMemoryStaging Begin(BlobKey key)
    {
        var staging = new InMemoryStaging(clock.GetUtcNow());
        return stagings.TryAdd(key, staging) ? staging : throw new BlobStoreException($"Blob {key.Blob} is being written already.");
    }
}
