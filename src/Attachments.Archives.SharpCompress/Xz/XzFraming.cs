using System.Buffers.Binary;
using Attachments.Archives.SharpCompress.Decoding;

namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>What stands around the blocks of a stream: header, index and footer (The .xz File Format 2.1 and 4).</summary>
internal static class XzFraming
{
    public const int HeaderLength = 12;

    /// <summary>Blocks, the index and the padding between streams are filled up to such lengths.</summary>
    public const int Alignment = 4;

    private const int FooterLength = 12;
    private const int ChecksumLength = 4;

    public static bool IsHeader(ReadOnlySpan<byte> head) => head.Length >= HeaderLength && head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0]) && head[7] < 0x10;

    /// <summary>Gets how long the check behind each block is.</summary>
    public static int CheckLengthOf(ReadOnlySpan<byte> header) => header[7] switch
    {
        0 => 0,
        < 4 => 4,
        < 7 => 8,
        < 10 => 16,
        < 13 => 32,
        _ => 64,
    };

    /// <summary>Passes the index and the footer.</summary>
    /// <param name="input">What is read.</param>
    /// <param name="flags">The stream's header, which the footer repeats.</param>
    /// <param name="blocks">How many blocks the stream has.</param>
    /// <param name="expanded">How many bytes they have expanded to.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="InvalidDataException">They say that the stream is another one.</exception>
    /// <remarks>Nothing is kept of the index: SharpCompress' own reader keeps all of it, as long as it claims to be.</remarks>
    public static async ValueTask PassEndAsync(InputWindow input, byte flags, long blocks, long expanded, CancellationToken cancellationToken)
    {
        var start = input.Passed;
        input.Take(1);
        if (await TakeNumberAsync(input, cancellationToken).ConfigureAwait(false) != blocks)
            throw new InvalidDataException();

        long listed = 0;
        for (long block = 0; block < blocks; block++)
        {
            await TakeNumberAsync(input, cancellationToken).ConfigureAwait(false);
            listed += await TakeNumberAsync(input, cancellationToken).ConfigureAwait(false);
        }

        if (listed != expanded)
            throw new InvalidDataException();

        await input.SkipAsync(PaddingOf(input.Passed - start) + ChecksumLength, cancellationToken).ConfigureAwait(false);
        await PassFooterAsync(input, flags, input.Passed - start, cancellationToken).ConfigureAwait(false);
    }

    public static int PaddingOf(long length) => (int)(-length & (Alignment - 1));

    private static async ValueTask PassFooterAsync(InputWindow input, byte flags, long indexLength, CancellationToken cancellationToken)
    {
        var footer = (await input.NeedAsync(FooterLength, cancellationToken).ConfigureAwait(false)).Span;
        var statedLength = ((long)BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]) + 1) * Alignment;
        if (statedLength != indexLength || footer[8] != 0 || footer[9] != flags || !footer[10..].SequenceEqual("YZ"u8))
            throw new InvalidDataException();

        input.Take(FooterLength);
    }

    private static async ValueTask<long> TakeNumberAsync(InputWindow input, CancellationToken cancellationToken)
    {
        var rest = (await input.PeekAsync(XzNumber.LongestLength, cancellationToken).ConfigureAwait(false)).Span;
        if (rest.IsEmpty)
            throw new EndOfStreamException();

        var length = rest.Length;
        var number = XzNumber.Take(ref rest);
        input.Take(length - rest.Length);
        return number;
    }
}
