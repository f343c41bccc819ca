using Attachments.Archives.SharpCompress.Decoding;

namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>
/// Passes a block's data on to the decoder, and knows where its chunks begin (LZMA2: a byte of control, lengths, and properties where they change): the decoder
/// makes its tables anew for every chunk that asks for it, in megabytes where the properties say so, be the chunk twelve bytes long.
/// </summary>
internal sealed class Lzma2Chunks(InputWindow input, StreamBudget budget) : DecoderInput
{
    private const int LongestHeader = 6;

    // From these bytes of control on.
    private const byte Compressed = 0x80;
    private const byte StateReset = 0xA0;
    private const byte NewProperties = 0xC0;

    // The format allows no more literal bits of context and position together, and no more position bits; SharpCompress does (xz file format, LZMA2).
    private const int MostLiteralBits = 4;
    private const int MostPositionBits = 4;

    private long rest;
    private bool hasEnded;

    // Decoders read single bytes, millions of them.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = input.ReadAtHand(buffer.AsSpan(offset, (int)Math.Min(count, rest)));
        rest -= read;
        return read > 0 ? Task.FromResult(read) : base.ReadAsync(buffer, offset, count, cancellationToken);
    }

    protected override async ValueTask<int> GiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (rest == 0 && !hasEnded)
            await BeginChunkAsync(cancellationToken).ConfigureAwait(false);

        if (rest == 0 || buffer.IsEmpty)
            return 0;

        var read = await input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, rest)], cancellationToken).ConfigureAwait(false);
        rest -= read;
        return read;
    }

    private async ValueTask BeginChunkAsync(CancellationToken cancellationToken)
    {
        var header = (await input.PeekAsync(LongestHeader, cancellationToken).ConfigureAwait(false)).Span;
        if (header.IsEmpty)
            return;

        var control = header[0];
        hasEnded = control == 0;
        rest = control switch
        {
            0 => 1,
            1 or 2 => 3 + LengthAt(header, 1),
            < Compressed => throw new InvalidDataException(),
            < NewProperties => 5 + LengthAt(header, 3),
            _ when header.Length < LongestHeader => throw new EndOfStreamException(),
            _ => 6 + LengthAt(header, 3),
        };

        if (control >= StateReset)
            budget.Take(1, input.Passed);
        if (control >= NewProperties)
            CheckProperties(header[5]);
    }

    // One less than it is. A header that is cut off is for the decoder to say.
    private static long LengthAt(ReadOnlySpan<byte> header, int at) => header.Length < at + 2 ? throw new EndOfStreamException() : ((header[at] << 8) | header[at + 1]) + 1;

    private static void CheckProperties(byte properties)
    {
        if ((properties % 9) + (properties / 9 % 5) > MostLiteralBits || properties / 45 > MostPositionBits)
            throw new InvalidDataException();
    }
}
