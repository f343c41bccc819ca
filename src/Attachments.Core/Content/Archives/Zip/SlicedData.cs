using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>
/// Deflated data that says itself where it ends (RFC 1951). The decompressor does not tell how many of the last bytes it left, so it gets few at a time, and
/// the descriptor behind the data is looked for among the last ones.
/// </summary>
internal sealed class SlicedData(ForwardReader reader) : ReadOnlyStream
{
    // Small enough to look for the descriptor in, large enough for a call of the decompressor.
    private const int SliceLength = 512;

    private int last;

    /// <exception cref="EndOfStreamException">The archive ends within the data.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;

        // A record may begin where a slice begins, whose first byte belongs to the data if the slice is asked for at all, and nowhere else in it: none hides
        // between the data and the descriptor, where readers that go by the front would find it.
        var ahead = await reader.PeekAsync(SliceLength + ZipRecord.SignatureLength - 1, cancellationToken).ConfigureAwait(false);
        if (ahead.IsEmpty)
            throw new EndOfStreamException();

        var length = Math.Min(1 + ZipRecord.IndexIn(ahead.Span[1..]), SliceLength);
        last = await reader.ReadAsync(buffer[..Math.Min(buffer.Length, length)], cancellationToken).ConfigureAwait(false);
        return last;
    }

    /// <summary>Goes back to the last slice, in which the data ends.</summary>
    public int Return()
    {
        reader.PutBack(last);
        return last;
    }
}
