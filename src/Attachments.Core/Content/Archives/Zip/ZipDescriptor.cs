using System.Buffers.Binary;

namespace Attachments.Content.Archives.Zip;

/// <summary>What stands behind an entry's data where its lengths were not known before (APPNOTE 4.3.9). Its signature may be missing, its lengths may have 32 or 64 bits.</summary>
/// <param name="Length">The descriptor's own length in bytes.</param>
/// <param name="Checksum">The entry's CRC-32.</param>
/// <param name="Expanded">How many bytes the entry is said to expand to.</param>
internal readonly record struct ZipDescriptor(int Length, uint Checksum, long Expanded)
{
    /// <summary>The longest form, and the signature that follows it.</summary>
    public const int LookAhead = LongestLength + ZipRecord.SignatureLength;

    private const int LongestLength = 24;
    private const int ChecksumLength = 4;

    /// <summary>Reads a descriptor of known lengths, in whichever of its forms fits.</summary>
    /// <param name="bytes">What stands behind the data, <see cref="LookAhead"/> bytes if there are as many.</param>
    /// <param name="compressed">How many bytes the data takes.</param>
    /// <param name="expanded">How many bytes it expands to; null where that is not known.</param>
    /// <param name="demandsSignature">Whether a descriptor without its signature is none.</param>
    public static ZipDescriptor? Find(ReadOnlySpan<byte> bytes, long compressed, long? expanded, bool demandsSignature)
    {
        var hasSignature = bytes.Length >= ZipRecord.SignatureLength && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == ZipRecord.Descriptor;
        if (hasSignature && Read(bytes, ZipRecord.SignatureLength, compressed, expanded) is { } signed)
            return signed;

        // A checksum may look like the signature.
        return demandsSignature ? null : Read(bytes, 0, compressed, expanded);
    }

    private static ZipDescriptor? Read(ReadOnlySpan<byte> bytes, int at, long compressed, long? expanded)
    {
        foreach (var width in (ReadOnlySpan<int>)[sizeof(uint), sizeof(ulong)])
        {
            if (Fits(bytes, at, width, compressed, expanded))
                return new(at + ChecksumLength + (2 * width), BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]), (long)Number(bytes[(at + ChecksumLength + width)..], width));
        }

        return null;
    }

    private static bool Fits(ReadOnlySpan<byte> bytes, int at, int width, long compressed, long? expanded)
    {
        var end = at + ChecksumLength + (2 * width);
        if (bytes.Length < end + ZipRecord.SignatureLength)
            return false;

        var lengths = bytes[(at + ChecksumLength)..];
        return Number(lengths, width) == (ulong)compressed && (expanded is not { } length || Number(lengths[width..], width) == (ulong)length)
            && ZipRecord.MayFollowEntry(BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]));
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, int width) =>
        width == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
