namespace Attachments.Storage;

/// <summary>Stages one blob's bytes: write, then commit; or dispose, which aborts.</summary>
/// <remarks>Not safe for concurrent use. After an exception only <see cref="DisposeAsync"/> may be called.</remarks>
public abstract class BlobWriter : IAsyncDisposable
{
    private State state;

    /// <summary>Makes a writer for <paramref name="key"/>.</summary>
    /// <param name="key">The blob's key.</param>
    protected BlobWriter(BlobKey key) => Key = key;

    private enum State
    {
        Open,
        Faulted,
        Committed,
        Disposed,
    }

    /// <summary>Gets the key under which the bytes will be published.</summary>
    public BlobKey Key { get; }

    /// <summary>Gets how many bytes were written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">The bytes, which the caller may reuse when the task has completed.</param>
    /// <param name="cancellationToken">Cancels the write and with it the whole staging.</param>
    /// <exception cref="BlobStoreException">The store is down or full.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Leave(State.Faulted);
        await WriteCoreAsync(bytes, cancellationToken).ConfigureAwait(false);
        Length += bytes.Length;
        state = State.Open;
    }

    /// <summary>Publishes what was written: from now on it can be read, and survives what the store promises to survive.</summary>
    /// <param name="cancellationToken">Cancels the call; whether the bytes were published is then unknown.</param>
    /// <exception cref="BlobStoreException">The store is down or full, or the staging was killed by <see cref="IBlobStore.DeleteAsync"/>. <see cref="BlobStoreException.IsInDoubt"/> where the bytes may still appear.</exception>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Leave(State.Faulted);
        await CommitCoreAsync(cancellationToken).ConfigureAwait(false);
        state = State.Committed;
    }

    /// <summary>Discards what was staged, unless it was committed. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        if (state == State.Disposed)
            return;

        var committed = state == State.Committed;
        state = State.Disposed;
        GC.SuppressFinalize(this);
        await ReleaseAsync(committed).ConfigureAwait(false);
    }

    /// <summary>Appends bytes to the staging.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    protected abstract ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Publishes the staging.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract ValueTask CommitCoreAsync(CancellationToken cancellationToken);

    /// <summary>Frees what the writer holds and, unless it was committed, discards the staging at once.</summary>
    /// <param name="committed">Whether <see cref="CommitAsync"/> has succeeded.</param>
    /// <remarks>Must not throw: what it cannot discard is left to <see cref="IBlobStore.DropStagingsAsync"/>. Bound by a short time of its own, never by the request's token.</remarks>
    protected abstract ValueTask ReleaseAsync(bool committed);

    // The state is left before the call and entered again after it, so that an exception leaves the writer faulted.
    private void Leave(State next)
    {
        if (state != State.Open)
            throw new InvalidOperationException($"The writer of blob {Key} is {state} and cannot be used any more.");

        state = next;
    }
}
