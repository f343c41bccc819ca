using System.Collections.Concurrent;

namespace Attachments.Storage.S3.Uploads;

/// <summary>The pieces that parts are gathered in, kept for the next part.</summary>
/// <remarks>
/// Not the shared array pool: it keeps some 4 MiB of such arrays per core, and a busy host has hundreds of MiB under way, which would all be garbage after each part.
/// What is kept is what may be held: the shared memory, and a part for each writer that lives. So nothing is thrown away in the middle of the work.
/// </remarks>
internal sealed class SegmentPool(long sharedBytes)
{
    // 128 KiB: a small or slow upload holds no more than it has sent, and a part of 8 MiB is 64 writes to its connection.
    public const int SegmentSize = 128 * 1024;

    private readonly ConcurrentQueue<byte[]> segments = new();
    private long allowed = sharedBytes;
    private long kept;

    public byte[] Rent()
    {
        if (!segments.TryDequeue(out var segment))
            return GC.AllocateUninitializedArray<byte>(SegmentSize);

        Interlocked.Add(ref kept, -SegmentSize);
        return segment;
    }

    public void Return(byte[] segment)
    {
        if (Interlocked.Add(ref kept, SegmentSize) <= Interlocked.Read(ref allowed))
            segments.Enqueue(segment);
        else
            Interlocked.Add(ref kept, -SegmentSize);
    }

    /// <summary>Keeps more, for a writer that begins.</summary>
    public void Grow(long bytes) => Interlocked.Add(ref allowed, bytes);

    /// <summary>Keeps as much less, when it has ended.</summary>
    public void Shrink(long bytes)
    {
        var left = Interlocked.Add(ref allowed, -bytes);
        while (Interlocked.Read(ref kept) > left && segments.TryDequeue(out _))
            Interlocked.Add(ref kept, -SegmentSize);
    }
}
