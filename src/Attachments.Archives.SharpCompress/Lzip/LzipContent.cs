using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;
using SharpCompress.Compressors.LZMA;

namespace Attachments.Archives.SharpCompress.Lzip;

/// <summary>What the members of a file expand to. SharpCompress' own reader of lzip waits for the header on a thread, and knows one member alone.</summary>
internal sealed class LzipContent(InputWindow input, ArchiveWalk walk) : ForwardStream
{
    private readonly StreamBudget budget = new(walk);
    private LzmaStream? decoder;
    private IDisposable? memory;
    private long start;
    private long expanded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;

        while (true)
        {
            decoder ??= await OpenMemberAsync(cancellationToken).ConfigureAwait(false);
            if (decoder is null)
                return 0;

            var read = await DecoderCall.RunAsync(decoder.ReadAsync(buffer, cancellationToken), input).ConfigureAwait(false);
            expanded += read;
            if (read > 0)
                return read;

            EndMember();
            await LzipMember.PassTrailerAsync(input, expanded, input.Passed - start, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        EndMember();
        base.Dispose(disposing);
    }

    private async ValueTask<LzmaStream?> OpenMemberAsync(CancellationToken cancellationToken)
    {
        var header = await input.PeekAsync(LzipMember.HeaderLength, cancellationToken).ConfigureAwait(false);
        if (!LzipMember.IsHeader(header.Span))
            return null;

        budget.Take(1, input.Passed);
        var dictionarySize = LzipMember.DictionarySizeOf(header.Span);
        memory = walk.Hold(dictionarySize);
        (start, expanded) = (input.Passed, 0);
        input.Take(LzipMember.HeaderLength);

        return await DecoderCall.RunAsync(LzmaStream.CreateAsync(LzipMember.PropertiesOf(dictionarySize), input, inputSize: -1, outputSize: -1, leaveOpen: true), input).ConfigureAwait(false);
    }

    private void EndMember()
    {
        decoder?.Dispose();
        memory?.Dispose();
        (decoder, memory) = (null, null);
    }
}
