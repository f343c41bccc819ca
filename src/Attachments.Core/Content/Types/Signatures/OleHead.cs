using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Attachments.Content.Types.Signatures;

/// <summary>The directory of a compound file ([MS-CFB] 2.6), as far as it stands in the head. It may stand anywhere in the file.</summary>
internal static class OleHead
{
    public const string Signature = "D0CF11E0A1B11AE1";

    private const int EntryLength = 128;
    private const int MostSectors = 64;
    private const int Root = 5;

    public static OleKind Word { get; } = new([0x00020906, 0x00020900], "WordDocument");

    public static OleKind Excel { get; } = new([0x00020820, 0x00020810], "Workbook", "Book");

    public static OleKind PowerPoint { get; } = new([0x64818D10, 0xEA7BAE70], "PowerPoint Document", "PP97_DUALSTORAGE");

    public static OleKind Message { get; } = new([0x00020D0B], "__properties_version1.0", "__nameid_version1.0");

    public static OleKind Visio { get; } = new([0x00021A13, 0x00021A14], "VisioDocument");

    public static OleKind Publisher { get; } = new([0x00021201], "Quill");

    public static OleKind Project { get; } = new([0x74B78F3A], "Props14", "Props12", "Props9");

    public static OleKind Hangul { get; } = new([], "HwpSummaryInformation", "\u0005HwpSummaryInformation");

    /// <summary>Packages, patches and transforms of Windows Installer.</summary>
    public static OleKind Installer { get; } = new([0x000C1084, 0x000C1086, 0x000C1082]);

    private static OleKind Visual { get; } = new([], "Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA");

    public static bool IsOf(ReadOnlySpan<byte> head, OleKind kind) => Any(head, kind);

    public static bool HasMacros(ReadOnlySpan<byte> head) => Any(head, Visual);

    private static bool Any(ReadOnlySpan<byte> head, OleKind kind)
    {
        if (head.Length < 512 || head[30] is not (9 or 12))
            return false;

        var sectorLength = 1 << head[30];
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(head[48..]);
        // The chain may go in a circle.
        for (var sectors = 0; sectors < MostSectors; sectors++, sector = NextOf(head, sector, sectorLength))
        {
            var directory = SectorOf(head, sector, sectorLength);
            if (directory.IsEmpty)
                return false;

            for (; directory.Length >= EntryLength; directory = directory[EntryLength..])
            {
                if (Is(directory[..EntryLength], kind))
                    return true;
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<byte> entry, OleKind kind)
    {
        if (entry[66] == Root && kind.Classes.AsSpan().Contains(BinaryPrimitives.ReadUInt32LittleEndian(entry[80..])))
            return true;

        // In bytes, with a final zero.
        var length = BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]);
        if (length is < 4 or > 64)
            return false;

        var name = MemoryMarshal.Cast<byte, char>(entry[..(length - 2)]);
        foreach (var known in kind.Entries)
        {
            if (name.SequenceEqual(known))
                return true;
        }

        return false;
    }

    // The first sector of the allocation table, which the header names, tells of as many sectors as any head has.
    private static uint NextOf(ReadOnlySpan<byte> head, uint sector, int sectorLength)
    {
        var table = SectorOf(head, BinaryPrimitives.ReadUInt32LittleEndian(head[76..]), sectorLength);
        return sector < table.Length / 4 ? BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * (int)sector)..]) : uint.MaxValue;
    }

    private static ReadOnlySpan<byte> SectorOf(ReadOnlySpan<byte> head, uint sector, int sectorLength)
    {
        var at = (sector + 1L) * sectorLength;
        return at >= head.Length ? default : head.Slice((int)at, (int)Math.Min(sectorLength, head.Length - at));
    }
}
