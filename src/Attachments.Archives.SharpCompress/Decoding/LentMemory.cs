using System.Buffers;

namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>
/// The memory that SharpCompress' decoder of LZMA is about to rent from the shared pool. Damaged data makes it look at what it has not written: cleared, the
/// same bytes always come to the same.
/// </summary>
internal static class LentMemory
{
    /// <summary>Clears it. What is returned last on a thread is what the next rents of that size.</summary>
    public static void Clear(int size)
    {
        var lent = ArrayPool<byte>.Shared.Rent(size);
        lent.AsSpan().Clear();
        ArrayPool<byte>.Shared.Return(lent);
    }
}
