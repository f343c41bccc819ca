using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attachments;

/// <summary>Makes UUIDs of version 7 (RFC 9562, section 6.2, method 1) that sort in the order in which they were made.</summary>
/// <remarks><see cref="Guid.CreateVersion7()"/> is not monotonic within a millisecond, and files must list in the order in which they came.</remarks>
internal sealed class MonotonicIds(TimeProvider clock)
{
    private const int CounterBits = 12;

    // 48 bits of milliseconds and 12 of a counter, as one number that only grows: a burst of more than 4,096 ids in a millisecond,
    // or a clock set back, borrows from the future instead of repeating.
    private long last;

    public AttachmentId NextAttachment() => new(Next());

    public Storage.BlobId NextBlob() => new(Next());

    public Guid Next()
    {
        var stamp = NextStamp();

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        var milliseconds = stamp >> CounterBits;
        var counter = (int)(stamp & ((1 << CounterBits) - 1));

        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)milliseconds);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | counter));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    private long NextStamp()
    {
        while (true)
        {
            var seen = Volatile.Read(ref last);
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
            var next = Math.Max(now, seen + 1);
            if (Interlocked.CompareExchange(ref last, next, seen) == seen)
                return next;
        }
    }
}
