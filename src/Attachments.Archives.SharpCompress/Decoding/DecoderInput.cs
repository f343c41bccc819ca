namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>What a decoder reads from. It remembers how its reading ended: decoders wrap or swallow what they catch.</summary>
internal abstract class DecoderInput : ForwardStream
{
    /// <summary>Gets what reading failed with: the upload's fault or a refusal, and none of the decoder's.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Gets whether the decoder has asked for more than there is.</summary>
    public bool IsExhausted { get; private set; }

    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await GiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            IsExhausted |= read == 0 && !buffer.IsEmpty;
            return read;
        }
        catch (Exception exception)
        {
            Fault ??= exception;
            throw;
        }
    }

    protected abstract ValueTask<int> GiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
