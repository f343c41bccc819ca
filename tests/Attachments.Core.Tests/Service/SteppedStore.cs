using Attachments.Storage;

namespace Attachments.Service;

/// <summary>A store in whose steps a test can fail or wait.</summary>
internal sealed class SteppedStore(IBlobStore inner) : IBlobStore, IBlobLinks
{
    public bool MakesLinks { get; set; }

    public Func<Task>? OnPublish { get; set; }

    public Action<BlobKey>? OnPublishing { get; set; }

    public Func<Task>? OnDelete { get; set; }

    /// <summary>Gets or sets whether deletes get no answer until they are given up; <see cref="Deleting"/> has ended when the first one waits.</summary>
    public bool IsSilent { get; set; }

    public TaskCompletionSource Deleting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken) =>
        new SteppedWriter(await inner.BeginWriteAsync(key, expectedLength, cancellationToken), this);

    public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken) =>
        inner.OpenReadAsync(key, offset, count, cancellationToken);

    public async ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        if (OnDelete is not null)
            await OnDelete();

        if (IsSilent)
        {
            Deleting.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        await inner.DeleteAsync(key, cancellationToken);
    }

    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) => inner.DropStagingsAsync(untouchedFor, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public async ValueTask<Uri?> MakeLinkAsync(BlobKey key, BlobLink link, CancellationToken cancellationToken)
    {
        await using var reader = await inner.OpenReadAsync(key, 0, 1, cancellationToken);
        return reader is null ? null : new Uri($"https://store.example.org/{key}");
    }

    private sealed class SteppedWriter(BlobWriter inner, SteppedStore store) : BlobWriter(inner.Key)
    {
        protected override ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => inner.WriteAsync(bytes, cancellationToken);

        protected override async ValueTask CommitCoreAsync(CancellationToken cancellationToken)
        {
            store.OnPublishing?.Invoke(Key);
            if (store.OnPublish is not null)
                await store.OnPublish();

            await inner.CommitAsync(cancellationToken);
        }

        protected override ValueTask ReleaseAsync(bool committed) => inner.DisposeAsync();
    }
}
