using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Archives.SharpCompress.Lzma;

namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>Passes a block's chunks on to the decoder, and looks at how each one begins that begins anew (The .xz File Format 5.3.1).</summary>
internal sealed class Lzma2Chunks(InputWindow input) : DecoderInput
{
    private const byte FirstCompressed = 0x80;
    private const byte FirstWithProperties = 0xC0;
    private const byte FirstAnew = 0xE0;
    private const int UncompressedHeaderLength = 3;
    private const int CompressedHeaderLength = 5;

    private int rest;

    // The decoder reads single bytes, millions of them.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = input.ReadAtHand(buffer.AsSpan(offset, Math.Min(count, rest)));
        rest -= read;
        return read > 0 ? Task.FromResult(read) : base.ReadAsync(buffer, offset, count, cancellationToken);
    }

    protected override async ValueTask<int> GiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (rest == 0)
            rest = await LengthOfChunkAsync(cancellationToken).ConfigureAwait(false);

        var read = await input.ReadAsync(buffer[..Math.Min(buffer.Length, rest)], cancellationToken).ConfigureAwait(false);
        rest -= read;
        return read;
    }

    // With its header. Where the file ends within one, the decoder is given what is there.
    private async ValueTask<int> LengthOfChunkAsync(CancellationToken cancellationToken)
    {
        var head = (await input.PeekAsync(CompressedHeaderLength + 1 + LzmaStart.Length, cancellationToken).ConfigureAwait(false)).Span;
        if (head.Length < UncompressedHeaderLength || head[0] == 0)
            return 1;

        if (head[0] < FirstCompressed)
            return UncompressedHeaderLength + ((head[1] << 8) | head[2]) + 1;

        var hasProperties = head[0] >= FirstWithProperties;
        if (head[0] >= FirstAnew && head.Length == CompressedHeaderLength + 1 + LzmaStart.Length && !LzmaStart.IsSound(head[(CompressedHeaderLength + 1)..]))
            throw new InvalidDataException();

        return head.Length < CompressedHeaderLength ? 1 : CompressedHeaderLength + (hasProperties ? 1 : 0) + ((head[3] << 8) | head[4]) + 1;
    }
}
