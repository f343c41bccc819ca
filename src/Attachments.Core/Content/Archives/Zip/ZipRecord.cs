using System.Buffers.Binary;

namespace Attachments.Content.Archives.Zip;

/// <summary>How a ZIP's records begin (APPNOTE 4.3).</summary>
internal static class ZipRecord
{
    /// <summary>The length of every signature.</summary>
    public const int SignatureLength = 4;

    public const uint LocalHeader = 0x04034B50;
    public const uint CentralHeader = 0x02014B50;
    public const uint Descriptor = 0x08074B50;
    public const uint ExtraData = 0x08064B50;
    public const uint Zip64End = 0x06064B50;
    public const uint Zip64Locator = 0x07064B50;
    public const uint End = 0x06054B50;

    /// <summary>What begins an archive that was to be spanned and fitted on one disk (APPNOTE 8.5.4).</summary>
    public const uint SpannedOverOne = 0x30304B50;

    /// <summary>The length of the end record without its comment (APPNOTE 4.3.16).</summary>
    public const int EndLength = 22;

    /// <summary>Gets the signature of the end record, as it is looked for.</summary>
    public static ReadOnlySpan<byte> EndMark => [(byte)'P', (byte)'K', 5, 6];

    /// <summary>Finds where an entry, or what stands behind one, may begin.</summary>
    /// <returns>The place of the first signature; of the bytes' length where there is none.</returns>
    public static int IndexIn(ReadOnlySpan<byte> bytes)
    {
        for (var from = 0; bytes[from..].IndexOf("PK"u8) is var next and >= 0; from += next + 1)
        {
            if (bytes.Length - from - next >= SignatureLength && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(from + next)..]) is LocalHeader or CentralHeader or Descriptor)
                return from + next;
        }

        return bytes.Length;
    }

    /// <summary>Says whether a record of an archive can stand behind an entry's data.</summary>
    public static bool MayFollowEntry(uint signature) => signature is LocalHeader or CentralHeader or ExtraData;
}
