using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;
using SharpCompress.Compressors.LZMA;

namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>
/// What the blocks of all streams expand to. SharpCompress decodes the data; its own reader of the container stops behind the first stream, lets each
/// block claim as much memory as it likes, and keeps the index. The checks behind blocks are not verified: nothing is refused or let pass by them.
/// </summary>
internal sealed class XzContent(InputWindow input, ArchiveWalk walk) : ForwardStream
{
    // Above it the decoder's numbers overflow.
    private const long LargestDictionary = 1_610_612_736;

    private readonly StreamBudget budget = new(walk);
    private Lzma2Chunks? chunks;
    private LzmaStream? decoder;
    private IDisposable? memory;
    private bool isInStream;
    private byte flags;
    private int checkLength;
    private long blocks;
    private long expanded;
    private long blockStart;

    /// <summary>Gets whether reading stopped at a block that is filtered in a way that cannot be undone here.</summary>
    public bool IsUnreadable { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;

        while (true)
        {
            decoder ??= await OpenBlockAsync(cancellationToken).ConfigureAwait(false);
            if (decoder is null)
                return 0;

            var read = await DecoderCall.RunAsync(decoder.ReadAsync(buffer, cancellationToken), chunks!).ConfigureAwait(false);
            expanded += read;
            if (read > 0)
                return read;

            EndBlock();
            await input.SkipAsync(XzFraming.PaddingOf(input.Passed - blockStart) + checkLength, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        EndBlock();
        base.Dispose(disposing);
    }

    private async ValueTask<LzmaStream?> OpenBlockAsync(CancellationToken cancellationToken)
    {
        while (!IsUnreadable && (isInStream || await BeginStreamAsync(cancellationToken).ConfigureAwait(false)))
        {
            var first = (await input.NeedAsync(1, cancellationToken).ConfigureAwait(false)).Span[0];
            if (first != 0)
                return await OpenBlockAsync(XzBlockHeader.LengthOf(first), cancellationToken).ConfigureAwait(false);

            await XzFraming.PassEndAsync(input, flags, blocks, expanded, cancellationToken).ConfigureAwait(false);
            isInStream = false;
        }

        return null;
    }

    private async ValueTask<bool> BeginStreamAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = (await input.PeekAsync(XzFraming.HeaderLength, cancellationToken).ConfigureAwait(false)).Span;
            if (XzFraming.IsHeader(head))
            {
                (isInStream, flags, checkLength, blocks, expanded) = (true, head[7], XzFraming.CheckLengthOf(head), 0, 0);
                input.Take(XzFraming.HeaderLength);
                return true;
            }

            // Padding between streams.
            if (head.Length < XzFraming.Alignment || head[..XzFraming.Alignment].ContainsAnyExcept((byte)0))
                return false;

            input.Take(XzFraming.Alignment);
        }
    }

    private async ValueTask<LzmaStream?> OpenBlockAsync(int headerLength, CancellationToken cancellationToken)
    {
        blockStart = input.Passed;
        var header = XzBlockHeader.Read((await input.NeedAsync(headerLength, cancellationToken).ConfigureAwait(false)).Span);
        input.Take(headerLength);
        blocks++;

        if (header.Dictionary is not { } dictionary)
        {
            IsUnreadable = true;
            walk.EnterUnreadable(CompressedFile.Entry(walk));
            return null;
        }

        memory = walk.Hold(XzBlockHeader.SizeOf(dictionary));
        if (XzBlockHeader.SizeOf(dictionary) > LargestDictionary)
            throw new InvalidDataException();

        budget.Take(1, blockStart);
        chunks = new Lzma2Chunks(input, budget);
        return await DecoderCall.RunAsync(LzmaStream.CreateAsync([dictionary], chunks, inputSize: -1, outputSize: -1, presetDictionary: null, isLzma2: true, leaveOpen: true), chunks).ConfigureAwait(false);
    }

    private void EndBlock()
    {
        decoder?.Dispose();
        chunks?.Dispose();
        memory?.Dispose();
        (decoder, chunks, memory) = (null, null, null);
    }
}
