using System.Buffers;

namespace Attachments.Content.Archives.Reading;

/// <summary>A stream whose first bytes can be looked at before it is read from its beginning. One pooled buffer, given back on disposal.</summary>
/// <remarks>One that is cut off ends where it is cut off, so that all that is there is looked at; whether it was is told afterwards.</remarks>
internal sealed class PeekedStream(Stream stream, int headLength) : ReadOnlyStream
{
    private byte[]? buffer;
    private int start;
    private int end;

    /// <summary>Gets whether the stream turned out to be cut off.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Reads the head, once, before anything else.</summary>
    /// <returns>As many bytes as the head has, or the whole stream where it is shorter.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        buffer = ArrayPool<byte>.Shared.Rent(headLength);
        while (end < headLength)
        {
            var read = await ReadOnAsync(buffer.AsMemory(end, headLength - end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            end += read;
        }

        return buffer.AsMemory(0, end);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start == end)
            return ReadOnAsync(buffer, cancellationToken);

        var count = Math.Min(buffer.Length, end - start);
        this.buffer.AsSpan(start, count).CopyTo(buffer.Span);
        start += count;
        return new(count);
    }

    private async ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (IsCutOff)
            return 0;

        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            IsCutOff = true;
            return 0;
        }
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
