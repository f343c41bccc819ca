using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attachments.LoadTests;

/// <summary>Reproducible bytes of any length that no memory holds, different for every seed.</summary>
internal sealed class GeneratedContent(ulong seed, long length)
{
    private static readonly byte[] Pattern = MakePattern();

    public long Length => length;

    public Stream Open() => Open(offset: 0);

    /// <summary>Opens the bytes from an offset to the end.</summary>
    public Stream Open(long offset) => new Reader(seed, length, offset);

    public async Task<string> DigestAsync()
    {
        await using var reader = Open();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(reader));
    }

    private static byte[] MakePattern()
    {
        var pattern = new byte[1024 * 1024];
        new Random(1).NextBytes(pattern);
        return pattern;
    }

    /// <summary>A fixed pattern whose every 4 KiB bear the seed and their own number: cheap to make, and no two files or pages are alike.</summary>
    private sealed class Reader(ulong seed, long length, long offset) : Stream
    {
        private const int Page = 4096;

        private long position = offset;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var total = (int)Math.Min(buffer.Length, length - position);
            Span<byte> page = stackalloc byte[Page];
            for (var done = 0; done < total;)
            {
                var within = (int)(position % Page);
                var count = Math.Min(Page - within, total - done);
                Pattern.AsSpan((int)(position / Page * Page % Pattern.Length), Page).CopyTo(page);
                "load"u8.CopyTo(page);
                BinaryPrimitives.WriteUInt64LittleEndian(page[8..], seed);
                BinaryPrimitives.WriteInt64LittleEndian(page[16..], position / Page);
                page.Slice(within, count).CopyTo(buffer[done..]);
                done += count;
                position += count;
            }

            return total;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
