using System.Buffers;
using System.Collections.Concurrent;

namespace Attachments.AspNetCore.Transport;

/// <summary>Lends pinned blocks of one size to the server. What was not needed for a while is let go.</summary>
internal sealed class BlockPool(int blockSize, Action<BlockPool> disposed) : MemoryPool<byte>
{
    private readonly ConcurrentQueue<Block> idle = [];
    private int leastIdle;
    private bool isDisposed;

    public override int MaxBufferSize => blockSize;

    /// <summary>Gets how many blocks are not lent.</summary>
    public int Idle => idle.Count;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, blockSize);
        ObjectDisposedException.ThrowIf(isDisposed, this);

        if (!idle.TryDequeue(out var block))
            return new Block(this, blockSize);

        InterlockedMin(ref leastIdle, idle.Count);
        return block;
    }

    /// <summary>Lets go of as many blocks as were idle all the time since the last call.</summary>
    public void Evict()
    {
        for (var spare = Interlocked.Exchange(ref leastIdle, int.MaxValue); spare > 0 && idle.TryDequeue(out _); spare--)
        {
        }

        InterlockedMin(ref leastIdle, idle.Count);
    }

    protected override void Dispose(bool disposing)
    {
        if (isDisposed)
            return;

        isDisposed = true;
        disposed(this);
        idle.Clear();
    }

    // A block that comes back when the server has ended is garbage.
    private void Return(Block block)
    {
        if (!isDisposed)
            idle.Enqueue(block);
    }

    private static void InterlockedMin(ref int least, int value)
    {
        var seen = Volatile.Read(ref least);
        while (value < seen)
        {
            var before = Interlocked.CompareExchange(ref least, value, seen);
            if (before == seen)
                return;

            seen = before;
        }
    }

    private sealed class Block(BlockPool pool, int size) : IMemoryOwner<byte>
    {
        // Pinned, because sockets write into it, and never zeroed, because nobody reads what was not written.
        public Memory<byte> Memory { get; } = System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(size, pinned: true), 0, size);

        public void Dispose() => pool.Return(this);
    }
}
