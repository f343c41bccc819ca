using System.Buffers;

namespace Attachments.Content.Archives.Reading;

/// <summary>A stream whose first bytes can be looked at before it is read from its beginning. One pooled buffer, given back on disposal.</summary>
internal sealed class PeekedStream(Stream stream, int headLength) : ReadOnlyStream
{
    private byte[]? buffer;
    private int start;
    private int end;

    /// <summary>Reads the head, once, before anything else.</summary>
    /// <returns>As many bytes as the head has, or the whole stream where it is shorter.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        buffer = ArrayPool<byte>.Shared.Rent(headLength);
        while (end < headLength)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(end, headLength - end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            end += read;
        }

        return buffer.AsMemory(0, end);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start == end)
            return stream.ReadAsync(buffer, cancellationToken);

        var count = Math.Min(buffer.Length, end - start);
        this.buffer.AsSpan(start, count).CopyTo(buffer.Span);
        start += count;
        return new(count);
    }

    protected override void Dispose(bool disposing)
    {
        if (buffer is { } rented)
            ArrayPool<byte>.Shared.Return(rented);

        buffer = null;
        start = end = 0;
        base.Dispose(disposing);
    }
}
