using System.Buffers.Binary;
using Attachments.Archives.SharpCompress.Decoding;
using Attachments.Content.Archives;

namespace Attachments.Archives.SharpCompress.Zstandard;

/// <summary>
/// Passes a file on to the decoder, and knows all the while where its frames and blocks begin: the memory that a frame demands is asked for before the
/// decoder sees its header.
/// </summary>
internal sealed class ZstandardFrames(InputWindow input, ArchiveWalk walk) : DecoderInput
{
    private const int BlockHeaderLength = 3;
    private const int ChecksumLength = 4;
    private const int SkippableHeaderLength = 8;
    private const int LargestBlock = 131_072;

    // Tables, and a block at both ends of the window.
    private const long MemoryBesideWindow = 262_144 + (2 * LargestBlock);

    private IDisposable? memory;
    private long held = -1;
    private long rest;
    private bool isInFrame;
    private bool hasChecksum;
    private bool hasEnded;

    protected override async ValueTask<int> GiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (rest == 0 && !hasEnded)
        {
            if (isInFrame)
                await BeginBlockAsync(cancellationToken).ConfigureAwait(false);
            else
                await BeginFrameAsync(cancellationToken).ConfigureAwait(false);
        }

        if (hasEnded || buffer.IsEmpty)
            return 0;

        var read = await input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, rest)], cancellationToken).ConfigureAwait(false);
        rest -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        memory?.Dispose();
        memory = null;
        base.Dispose(disposing);
    }

    private async ValueTask BeginFrameAsync(CancellationToken cancellationToken)
    {
        var head = await input.PeekAsync(ZstandardFrame.LongestLength, cancellationToken).ConfigureAwait(false);
        if (head.IsEmpty)
        {
            hasEnded = true;
            return;
        }

        if (ZstandardFrame.IsSkippable(head.Span))
        {
            rest = SkippableHeaderLength + (head.Length >= SkippableHeaderLength ? BinaryPrimitives.ReadUInt32LittleEndian(head.Span[ZstandardFrame.SignatureLength..]) : 0);
            return;
        }

        if (!ZstandardFrame.IsFrame(head.Span))
            throw walk.Refuse("The archive has bytes behind its end");

        Enter(ZstandardFrame.Read(head.Span));
    }

    private void Enter(ZstandardFrame frame)
    {
        if (frame.HasDictionary)
        {
            walk.EnterUnreadable(CompressedFile.Entry(walk));
            hasEnded = true;
            return;
        }

        // The decoder keeps the largest window that it needed.
        if (frame.Window > held)
        {
            memory?.Dispose();
            memory = walk.Hold(frame.Window + MemoryBesideWindow);
            held = frame.Window;
        }

        (isInFrame, hasChecksum, rest) = (true, frame.HasChecksum, frame.Length);
    }

    private async ValueTask BeginBlockAsync(CancellationToken cancellationToken)
    {
        var header = (await input.PeekAsync(BlockHeaderLength, cancellationToken).ConfigureAwait(false)).Span;
        if (header.Length < BlockHeaderLength)
        {
            hasEnded = true;
            return;
        }

        var number = header[0] | (header[1] << 8) | (header[2] << 16);
        var isLast = (number & 1) != 0;
        var length = ((number >> 1) & 3) switch { 0 or 2 => number >> 3, 1 => 1, _ => throw new InvalidDataException() };

        isInFrame = !isLast;
        rest = BlockHeaderLength + length + (isLast && hasChecksum ? ChecksumLength : 0);
    }
}
