using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Attachments.AspNetCore.Transport;

/// <summary>Makes the server's pools of blocks, and has them let go of what they do not need.</summary>
internal sealed class BlockPoolFactory : IMemoryPoolFactory<byte>, IDisposable
{
    private readonly ConcurrentDictionary<BlockPool, bool> pools = [];
    private readonly int blockSize;
    private readonly ITimer timer;

    public BlockPoolFactory(AttachmentsTransportOptions options, TimeProvider clock)
    {
        blockSize = options.BlockSize;
        timer = clock.CreateTimer(static factory => ((BlockPoolFactory)factory!).Evict(), this, options.EvictionInterval, options.EvictionInterval);
    }

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null)
    {
        var pool = new BlockPool(blockSize, disposed => pools.TryRemove(disposed, out _));
        pools[pool] = true;
        return pool;
    }

    public void Dispose() => timer.Dispose();

    private void Evict()
    {
        foreach (var (pool, _) in pools)
            pool.Evict();
    }
}
