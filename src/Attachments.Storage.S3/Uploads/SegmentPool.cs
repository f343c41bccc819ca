using System.Collections.Concurrent;

namespace Attachments.Storage.S3.Uploads;

/// <summary>The pieces that parts are gathered in, kept for the next upload.</summary>
/// <remarks>Not the shared array pool: it keeps some 4 MiB of such arrays per core, and a busy host has hundreds of MiB under way, which would all be garbage after each part.</remarks>
internal sealed class SegmentPool(long mostBytesKept)
{
    // 128 KiB: a small or slow upload holds no more than it has sent, and a part of 8 MiB is 64 writes to its connection.
    public const int SegmentSize = 128 * 1024;

    private readonly ConcurrentQueue<byte[]> segments = new();
    private int kept;

    public byte[] Rent()
    {
        if (!segments.TryDequeue(out var segment))
            return GC.AllocateUninitializedArray<byte>(SegmentSize);

        Interlocked.Decrement(ref kept);
        return segment;
    }

    public void Return(byte[] segment)
    {
        if ((long)Interlocked.Increment(ref kept) * SegmentSize <= mostBytesKept)
            segments.Enqueue(segment);
        else
            Interlocked.Decrement(ref kept);
    }
}
