using System.Buffers.Binary;
using System.Numerics;

namespace Attachments.Content.Types.Signatures;

/// <summary>Fonts.</summary>
internal static class FontSignatures
{
    private const string OpenType = "OpenType 1.9 otff";

    public static Signature[] All { get; } =
    [
        new("00010000 00??", "font/ttf") { Source = OpenType, Confirm = IsTableDirectory },
        new("'true' 00??", "font/ttf") { Source = "Apple TrueType Reference", Confirm = IsTableDirectory },
        new("'OTTO' 00??", "font/otf") { Source = OpenType, Confirm = IsTableDirectory },
        new("'ttcf' 00010000", "font/collection") { Source = OpenType },
        new("'ttcf' 00020000", "font/collection") { Source = OpenType },
        new("'wOFF' 00010000", "font/woff") { Source = "WOFF 1.0 4" },
        new("'wOFFOTTO'", "font/woff") { Source = "WOFF 1.0 4" },
        new("'wOFFtrue'", "font/woff") { Source = "WOFF 1.0 4" },
        new("'wOF2' 00010000", "font/woff2") { Source = "WOFF 2.0 4.1" },
        new("'wOF2OTTO'", "font/woff2") { Source = "WOFF 2.0 4.1" },
        new("'wOF2ttcf'", "font/woff2") { Source = "WOFF 2.0 4.1" },
    ];

    // The number of tables is stated twice, the second time as the largest power of two below it, times sixteen.
    private static bool IsTableDirectory(ReadOnlySpan<byte> head)
    {
        if (head.Length < 12)
            return false;

        var tables = BinaryPrimitives.ReadUInt16BigEndian(head[4..]);
        return tables > 0 && BinaryPrimitives.ReadUInt16BigEndian(head[6..]) == 16 << BitOperations.Log2(tables);
    }
}
