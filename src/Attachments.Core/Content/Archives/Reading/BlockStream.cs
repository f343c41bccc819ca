using System.Threading.Tasks.Sources;

namespace Attachments.Content.Archives.Reading;

/// <summary>
/// Lends an upload's blocks to code that reads a stream. A block is shown until it is read to its end or the reader has left; the reader waits for the next
/// one without holding a thread. What the reader does goes on within <see cref="ShowAsync"/>.
/// </summary>
internal sealed class BlockStream(TimeProvider clock) : ReadOnlyStream, IValueTaskSource<int>, IValueTaskSource
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<int> read;
    private ManualResetValueTaskSourceCore<bool> taken;
    private ReadOnlyMemory<byte> block;
    private Memory<byte> destination;
    private TimeSpan spent;
    private long since;
    private bool isReaderWaiting;
    private bool isWriterWaiting;
    private bool isWorking;
    private bool hasEnded;
    private bool hasLeft;

    /// <summary>Gets how many bytes were handed to the reader.</summary>
    public long Handed { get; private set; }

    /// <summary>Gets for how long the reader has been at work, without the time in which it waited for blocks.</summary>
    public TimeSpan Spent => isWorking ? spent + clock.GetElapsedTime(since) : spent;

    /// <summary>Shows a block until it is read, or the reader has left.</summary>
    /// <param name="bytes">Valid until the task completes.</param>
    public ValueTask ShowAsync(ReadOnlyMemory<byte> bytes)
    {
        int count;
        lock (gate)
        {
            if (hasLeft || bytes.IsEmpty)
                return default;

            StartWorking();
            isWriterWaiting = true;
            taken.Reset();
            block = bytes;
            if (!isReaderWaiting)
                return new ValueTask(this, taken.Version);

            isReaderWaiting = false;
            count = Take(destination);
        }

        // Outside of the gate: the reader goes on here, and comes back when it wants more.
        var version = taken.Version;
        read.SetResult(count);
        return new ValueTask(this, version);
    }

    /// <summary>Tells the reader that there are no more bytes.</summary>
    public void End()
    {
        lock (gate)
        {
            hasEnded = true;
            if (!isReaderWaiting)
                return;

            isReaderWaiting = false;
            StartWorking();
        }

        read.SetResult(0);
    }

    /// <summary>Ends the reader's waiting by a fault.</summary>
    public void Abort()
    {
        lock (gate)
        {
            hasLeft = true;
            if (!isReaderWaiting)
                return;

            isReaderWaiting = false;
        }

        read.SetException(new OperationCanceledException("The upload broke off."));
    }

    /// <summary>Says that nothing is read any more: blocks are let pass.</summary>
    public void Leave()
    {
        lock (gate)
        {
            hasLeft = true;
            block = default;
            StopWorking();
            if (!isWriterWaiting)
                return;

            isWriterWaiting = false;
        }

        taken.SetResult(true);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return new(0);

        bool wasWriterWaiting;
        lock (gate)
        {
            if (!block.IsEmpty)
                return new(Take(buffer));

            if (hasEnded)
                return new(0);

            ObjectDisposedException.ThrowIf(hasLeft, this);
            read.Reset();
            destination = buffer;
            isReaderWaiting = true;
            wasWriterWaiting = isWriterWaiting;
            isWriterWaiting = false;
            StopWorking();
        }

        var version = read.Version;
        if (wasWriterWaiting)
            taken.SetResult(true);

        return new ValueTask<int>(this, version);
    }

    int IValueTaskSource<int>.GetResult(short token) => read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        read.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => taken.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => taken.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        taken.OnCompleted(continuation, state, token, flags);

    private int Take(Memory<byte> buffer)
    {
        var count = Math.Min(buffer.Length, block.Length);
        block[..count].CopyTo(buffer);
        block = block[count..];
        Handed += count;
        return count;
    }

    private void StartWorking()
    {
        since = clock.GetTimestamp();
        isWorking = true;
    }

    private void StopWorking()
    {
        if (isWorking)
            spent += clock.GetElapsedTime(since);

        isWorking = false;
    }
}
