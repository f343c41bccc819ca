using System.Buffers;

namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>A compressed file with a look ahead. One pooled buffer, given back on disposal.</summary>
/// <param name="content">The file. It stays open.</param>
internal sealed class InputWindow(Stream content) : DecoderInput
{
    /// <summary>The furthest look ahead. Small, because between two fillings nobody asks whether the inspection has taken too long.</summary>
    public const int Size = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int start;
    private int end;

    /// <summary>Gets the place of the next byte.</summary>
    public long Passed { get; private set; }

    /// <summary>Looks ahead.</summary>
    /// <param name="count">At most <see cref="Size"/>.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>That many bytes, or fewer where the file ends before them. Valid until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        if (end - start < count && Size - start < count)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        while (end - start < count && await FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return buffer.AsMemory(start, Math.Min(count, end - start));
    }

    /// <summary>Looks ahead at what must be there.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NeedAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = await PeekAsync(count, cancellationToken).ConfigureAwait(false);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }

    /// <summary>Passes bytes that are at hand.</summary>
    public void Take(int count)
    {
        start += count;
        Passed += count;
    }

    /// <summary>Passes bytes that must be there.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (start == end)
                await NeedAsync(1, cancellationToken).ConfigureAwait(false);

            var passed = (int)Math.Min(count, end - start);
            Take(passed);
            count -= passed;
        }
    }

    // Decoders read single bytes, millions of them.
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAtHand(buffer.AsSpan(offset, count)) is var read and > 0 ? Task.FromResult(read) : base.ReadAsync(buffer, offset, count, cancellationToken);

    protected override async ValueTask<int> GiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (start == end)
        {
            (start, end) = (0, 0);
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
                return 0;
        }

        return ReadAtHand(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        var rented = buffer;
        buffer = [];
        (start, end) = (0, 0);
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);

        base.Dispose(disposing);
    }

    /// <summary>Reads what is at hand, if anything is.</summary>
    /// <returns>How many bytes; 0 says nothing of the file's end.</returns>
    public int ReadAtHand(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(destination);
        Take(count);
        return count;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        var read = await content.ReadAsync(buffer.AsMemory(end, Size - end), cancellationToken).ConfigureAwait(false);
        end += read;
        return read > 0;
    }
}
