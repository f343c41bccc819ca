namespace Attachments.Ingestion;

/// <summary>Gives its bytes in chunks of a given size, as a network does, and then ends or fails.</summary>
internal sealed class ChunkedStream(byte[] bytes, int chunk, Exception? end = null) : Stream
{
    private int position;

    public int BytesRead => position;

    /// <summary>Gets what hears, after each read, how many bytes have been read.</summary>
    public Action<int>? OnRead { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();

        var count = Math.Min(Math.Min(chunk, buffer.Length), bytes.Length - position);
        if (count == 0 && end is not null)
            throw end;

        bytes.AsMemory(position, count).CopyTo(buffer);
        position += count;
        OnRead?.Invoke(position);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Everything is read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
