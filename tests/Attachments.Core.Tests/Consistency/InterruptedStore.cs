using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Attachments.Storage;
using Attachments.Testing.Storage;

namespace Attachments.Consistency;

// A store in memory in whose calls a test can do what hosts would do at that moment.
internal sealed class InterruptedStore(InMemoryBlobStore inner) : IBlobStore, IBlobInventory
{
    public Func<BlobKey, Task> BeforeFind { get; set; } = _ => Task.CompletedTask;

    public Func<BlobKey, Task> BeforeDelete { get; set; } = _ => Task.CompletedTask;

    public Func<BlobKey, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    public Func<StoredObject, Task> AfterListed { get; set; } = _ => Task.CompletedTask;

    public List<StoredObject> Foreign { get; } = [];

    public int FailingReads { get; set; }

    public bool IsDown { get; set; }

    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken) =>
        inner.BeginWriteAsync(key, expectedLength, cancellationToken);

    public async ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        await BeforeRead(key);
        var reader = await inner.OpenReadAsync(key, offset, count, cancellationToken);
        return reader is not null && FailingReads-- > 0 ? new FailingReader() : reader;
    }

    public async ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        await BeforeDelete(key);
        await inner.DeleteAsync(key, cancellationToken);
    }

    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) => inner.DropStagingsAsync(untouchedFor, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => IsDown ? throw new BlobStoreException("Down.") : inner.CheckAsync(cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in inner.ListObjectsAsync(after, cancellationToken))
        {
            await AfterListed(stored);
            yield return stored;
        }

        foreach (var stored in Foreign)
            yield return stored;
    }

    public IAsyncEnumerable<StoredStaging> ListStagingsAsync(CancellationToken cancellationToken) => inner.ListStagingsAsync(cancellationToken);

    public async ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken)
    {
        await BeforeFind(key);
        return await inner.FindLengthAsync(key, cancellationToken);
    }

    private sealed class FailingReader : BlobReader
    {
        public override ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken) => throw new BlobStoreException("The medium failed.");

        public override ValueTask DisposeAsync() => default;
    }
}
