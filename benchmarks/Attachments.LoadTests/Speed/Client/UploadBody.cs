using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>The bytes of a file: a first page with a number of its own, so that no two files are alike, then the same for all.</summary>
internal sealed class UploadBody
{
    private const int PageSize = 4096;

    private static readonly byte[] Block = MakeBlock();
    private static long number = DateTime.UtcNow.Ticks;

    private readonly byte[] firstPage;
    private readonly int numberAt;
    private readonly ReadOnlyMemory<byte>[] rest;

    /// <summary>Makes a file that is a PDF by its head, and one block again and again behind it.</summary>
    public UploadBody(long length)
    {
        Length = length;
        firstPage = Block.AsSpan(Block.Length - PageSize, (int)Math.Min(PageSize, length)).ToArray();
        "%PDF-1.7\n%"u8.CopyTo(firstPage);
        numberAt = 16;
        rest = [.. RestOf(length - PageSize)];
    }

    /// <summary>Makes a file of bytes that are at hand.</summary>
    /// <param name="file">The bytes, more than a page.</param>
    /// <param name="numberAt">Where in the first page the number goes.</param>
    public UploadBody(byte[] file, int numberAt)
    {
        Length = file.Length;
        firstPage = file[..PageSize];
        this.numberAt = numberAt;
        rest = [file.AsMemory(PageSize)];
    }

    public long Length { get; }

    /// <summary>Gets whether what a round leaves must be deleted before the next. Small files stay: ext4 is slow to make files for a minute after many were deleted.</summary>
    public bool IsLarge => Length >= Block.Length;

    /// <summary>Makes the first page of a new file.</summary>
    public byte[] NewPage() => PageOf(Interlocked.Increment(ref number));

    /// <summary>Makes the first page of the file with a number: the same number is the same file.</summary>
    public byte[] PageOf(long seed)
    {
        var page = firstPage.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(numberAt), seed);
        return page;
    }

    /// <summary>Sends what follows the first page.</summary>
    public void SendRest(RawConnection connection)
    {
        foreach (var piece in rest)
            connection.Send(piece.Span);
    }

    public string Digest(byte[] page)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(page);
        foreach (var piece in rest)
            hash.AppendData(piece.Span);

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void WriteTo(Stream stream, byte[] page)
    {
        stream.Write(page);
        foreach (var piece in rest)
            stream.Write(piece.Span);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> RestOf(long length)
    {
        for (; length > 0; length -= Block.Length)
            yield return Block.AsMemory(0, (int)Math.Min(length, Block.Length));
    }

    private static byte[] MakeBlock()
    {
        var block = new byte[1024 * 1024];
        new Random(1).NextBytes(block);
        return block;
    }
}
