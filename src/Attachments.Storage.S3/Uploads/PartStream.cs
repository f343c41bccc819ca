namespace Attachments.Storage.S3.Uploads;

/// <summary>Reads a part's pieces; seekable, because a request that is repeated reads them again.</summary>
internal sealed class PartStream(IReadOnlyList<byte[]> segments, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var piece = Next(buffer.Length);
        piece.Span.CopyTo(buffer);
        Position += piece.Length;
        return piece.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Whole pieces, without a buffer in between.
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        while (Next(int.MaxValue) is { IsEmpty: false } piece)
        {
            await destination.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            Position += piece.Length;
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var start = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => length,
        };

        ArgumentOutOfRangeException.ThrowIfNegative(start + offset, nameof(offset));
        return Position = start + offset;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlyMemory<byte> Next(int most)
    {
        if (Position >= length)
            return default;

        var at = (int)(Position % SegmentPool.SegmentSize);
        var count = Math.Min(Math.Min(SegmentPool.SegmentSize - at, length - Position), most);
        return segments[(int)(Position / SegmentPool.SegmentSize)].AsMemory(at, (int)count);
    }
}
