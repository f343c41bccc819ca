using System.Buffers;

namespace Attachments.Content.Archives.Reading;

/// <summary>Reads a stream by pieces of known length, with a look ahead. One pooled buffer, given back on disposal.</summary>
internal sealed class ForwardReader(Stream stream) : IDisposable
{
    /// <summary>The longest piece that can be asked for: a field whose length is 16 bits.</summary>
    public const int LongestPiece = 65_536;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(LongestPiece);
    private int start;
    private int end;

    /// <summary>Gets the place of the next byte.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the bytes that are at hand.</summary>
    public ReadOnlyMemory<byte> Buffered => buffer.AsMemory(start, end - start);

    /// <summary>Reads ahead.</summary>
    /// <param name="count">At most <see cref="LongestPiece"/>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>That many bytes, or fewer where the stream ends before them. Valid until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        if (end - start < count && buffer.Length - start < count)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        while (end - start < count && await FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return buffer.AsMemory(start, Math.Min(count, end - start));
    }

    /// <summary>Reads ahead what must be there.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NeedAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = await PeekAsync(count, cancellationToken).ConfigureAwait(false);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }

    /// <summary>Reads some bytes, at least one unless the stream is at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (start == end)
        {
            (start, end) = (0, 0);
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return 0;
        }

        var count = Math.Min(destination.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(destination.Span);
        Take(count);
        return count;
    }

    /// <summary>Passes bytes that are at hand.</summary>
    public void Take(int count)
    {
        start += count;
        Position += count;
    }

    /// <summary>Takes back the last bytes that were passed, before anything else was read.</summary>
    public void PutBack(int count) => Take(-count);

    /// <summary>Passes bytes that must be there.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (start == end)
                await NeedAsync(1, cancellationToken).ConfigureAwait(false);

            var passed = (int)Math.Min(count, end - start);
            Take(passed);
            count -= passed;
        }
    }

    public void Dispose()
    {
        var rented = buffer;
        buffer = [];
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
        end += read;
        return read > 0;
    }
}
