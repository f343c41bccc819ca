namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>What a decoder makes of a file.</summary>
/// <param name="input">What the decoder reads from. It stays open.</param>
/// <param name="open">Makes the decoder, at the first reading: some begin to decode at once.</param>
internal sealed class ExpandedStream(DecoderInput input, Func<CancellationToken, ValueTask<Stream>> open) : ForwardStream
{
    private Stream? decoder;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        decoder ??= await DecoderCall.RunAsync(open(cancellationToken), input).ConfigureAwait(false);
        return await DecoderCall.RunAsync(decoder.ReadAsync(buffer, cancellationToken), input).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            decoder?.Dispose();

        base.Dispose(disposing);
    }
}
