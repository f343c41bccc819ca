using System.Buffers.Binary;
using Attachments.Archives.SharpCompress.Decoding;

namespace Attachments.Archives.SharpCompress.Lzip;

/// <summary>What stands before and behind a member's data (draft-diaz-lzip 2).</summary>
internal static class LzipMember
{
    public const int HeaderLength = 6;
    public const int TrailerLength = 20;

    // Literal context 3, literal position 0, position 2, as the format fixes them, in LZMA's one byte.
    private const byte Properties = 93;

    public static bool IsHeader(ReadOnlySpan<byte> head) => head.Length >= HeaderLength && head.StartsWith("LZIP\u0001"u8) && (head[5] & 0x1F) is >= 12 and <= 29;

    /// <summary>Gets how large a member's dictionary is: 4 KiB to 512 MiB, less sixteenths of it.</summary>
    public static int DictionarySizeOf(ReadOnlySpan<byte> header)
    {
        var size = 1 << (header[5] & 0x1F);
        return size - (size / 16 * (header[5] >> 5));
    }

    /// <summary>Makes what the decoder is told of the data.</summary>
    public static byte[] PropertiesOf(int dictionarySize)
    {
        var properties = new byte[5];
        properties[0] = Properties;
        BinaryPrimitives.WriteInt32LittleEndian(properties.AsSpan(1), dictionarySize);
        return properties;
    }

    /// <summary>Passes a member's trailer.</summary>
    /// <param name="input">What is read.</param>
    /// <param name="expanded">How many bytes the member has expanded to.</param>
    /// <param name="length">How long the member was, with its header and without its trailer.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="InvalidDataException">It says that the member is another one.</exception>
    public static async ValueTask PassTrailerAsync(InputWindow input, long expanded, long length, CancellationToken cancellationToken)
    {
        var trailer = (await input.NeedAsync(TrailerLength, cancellationToken).ConfigureAwait(false)).Span;
        if (BinaryPrimitives.ReadInt64LittleEndian(trailer[4..]) != expanded || BinaryPrimitives.ReadInt64LittleEndian(trailer[12..]) != length + TrailerLength)
            throw new InvalidDataException();

        input.Take(TrailerLength);
    }
}
