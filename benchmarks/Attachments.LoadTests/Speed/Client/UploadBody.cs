using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>The bytes of a file that is a PDF by its head: a first page with a number of its own, so that no two files are alike, then one block again and again.</summary>
internal sealed class UploadBody(long length)
{
    private const int PageSize = 4096;

    private static readonly byte[] Block = MakeBlock();
    private static long number = DateTime.UtcNow.Ticks;

    public long Length => length;

    /// <summary>Gets whether what a round leaves must be deleted before the next. Small files stay: ext4 is slow to make files for a minute after many were deleted.</summary>
    public bool IsLarge => length >= Block.Length;

    /// <summary>Makes the first page of a new file.</summary>
    public byte[] NewPage() => PageOf(Interlocked.Increment(ref number));

    /// <summary>Makes the first page of the file with a number: the same number is the same file.</summary>
    public byte[] PageOf(long seed)
    {
        var page = Block.AsSpan(Block.Length - PageSize, (int)Math.Min(PageSize, length)).ToArray();
        "%PDF-1.7\n%"u8.CopyTo(page);
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(16), seed);
        return page;
    }

    /// <summary>Sends what follows the first page.</summary>
    public void SendRest(RawConnection connection)
    {
        for (var rest = length - PageSize; rest > 0; rest -= Block.Length)
            connection.Send(Block.AsSpan(0, (int)Math.Min(rest, Block.Length)));
    }

    public string Digest(byte[] page)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(page);
        for (var rest = length - PageSize; rest > 0; rest -= Block.Length)
            hash.AppendData(Block, 0, (int)Math.Min(rest, Block.Length));

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void WriteTo(Stream stream, byte[] page)
    {
        stream.Write(page);
        for (var rest = length - PageSize; rest > 0; rest -= Block.Length)
            stream.Write(Block, 0, (int)Math.Min(rest, Block.Length));
    }

    private static byte[] MakeBlock()
    {
        var block = new byte[1024 * 1024];
        new Random(1).NextBytes(block);
        return block;
    }
}
