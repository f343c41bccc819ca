using Attachments.Testing.Storage;

namespace Attachments.Storage.Migration;

// A store in memory in whose calls a test can do what hosts would do at that moment.
internal sealed class SteppedStore(InMemoryBlobStore inner) : IBlobStore, IBlobInventory
{
    public Func<BlobKey, Task> BeforeBegin { get; set; } = _ => Task.CompletedTask;

    public Func<BlobKey, Task> AfterBegin { get; set; } = _ => Task.CompletedTask;

    public Func<BlobKey, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    public int FailingDeletes { get; set; }

    public int Begun { get; private set; }

    public bool IsDown { get; set; }

    public async ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken)
    {
        Begun++;
        await BeforeBegin(key);
        var writer = await inner.BeginWriteAsync(key, expectedLength, cancellationToken);
        await AfterBegin(key);
        return writer;
    }

    public async ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        await BeforeRead(key);
        return await inner.OpenReadAsync(key, offset, count, cancellationToken);
    }

    public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken) =>
        FailingDeletes-- > 0 ? throw new BlobStoreException("Not now.") : inner.DeleteAsync(key, cancellationToken);

    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) => inner.DropStagingsAsync(untouchedFor, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => IsDown ? throw new BlobStoreException("Down.") : inner.CheckAsync(cancellationToken);

    public IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, CancellationToken cancellationToken) => inner.ListObjectsAsync(after, cancellationToken);

    public IAsyncEnumerable<StoredStaging> ListStagingsAsync(CancellationToken cancellationToken) => inner.ListStagingsAsync(cancellationToken);

    public ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken) => inner.FindLengthAsync(key, cancellationToken);
}
