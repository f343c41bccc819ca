using System.Security.Cryptography;

namespace Attachments.Storage.S3.Uploads;

/// <summary>One part's bytes, gathered in pieces as they come.</summary>
internal sealed class PartBuffer(SegmentPool pool, long capacity)
{
    private readonly List<byte[]> segments = [];

    public long Length { get; private set; }

    public bool IsFull => Length == capacity;

    /// <summary>Takes as many of the bytes as there is room for.</summary>
    /// <returns>How many it took.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length && !IsFull)
        {
            var at = (int)(Length % SegmentPool.SegmentSize);
            if (at == 0)
                segments.Add(pool.Rent());

            var count = (int)Math.Min(Math.Min(bytes.Length - taken, SegmentPool.SegmentSize - at), capacity - Length);
            bytes.Slice(taken, count).CopyTo(segments[^1].AsSpan(at));
            Length += count;
            taken += count;
        }

        return taken;
    }

    /// <summary>Computes the value of the header <c>Content-MD5</c>.</summary>
    public string Md5()
    {
#pragma warning disable CA5351 // Guards against what a line breaks, and is what the protocol offers.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        for (var (at, rest) = (0, Length); rest > 0; at++, rest -= SegmentPool.SegmentSize)
            hash.AppendData(segments[at].AsSpan(0, (int)Math.Min(rest, SegmentPool.SegmentSize)));

        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>Opens the bytes for reading, as often as a request is repeated.</summary>
    public Stream OpenRead() => new PartStream(segments, Length);

    /// <summary>Gives the pieces back. Only where nobody can hold them any more: after a fault the connection may still be reading, and they are left to the garbage collector.</summary>
    public void Return()
    {
        foreach (var segment in segments)
            pool.Return(segment);

        segments.Clear();
        Length = 0;
    }
}
