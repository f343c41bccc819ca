using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>
/// Deflated data that says itself where it ends (RFC 1951). The decompressor does not tell how many of the last bytes it left, so it gets few at a time, and
/// the descriptor behind the data is looked for among the last ones.
/// </summary>
internal sealed class SlicedData(ForwardReader reader) : ReadOnlyStream
{
    // Small enough to leave no room worth hiding in between data and descriptor, large enough for a call of the decompressor.
    private const int SliceLength = 512;

    private int last;

    /// <exception cref="EndOfStreamException">The archive ends within the data.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;

        last = await reader.ReadAsync(buffer[..Math.Min(buffer.Length, SliceLength)], cancellationToken).ConfigureAwait(false);
        return last > 0 ? last : throw new EndOfStreamException();
    }

    /// <summary>Goes back to the last slice, in which the data ends.</summary>
    public int Return()
    {
        reader.PutBack(last);
        return last;
    }
}
