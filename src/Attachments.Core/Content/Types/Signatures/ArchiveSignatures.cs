using System.Buffers;
using System.Buffers.Binary;

namespace Attachments.Content.Types.Signatures;

/// <summary>Archives, packages and compressed files.</summary>
internal static class ArchiveSignatures
{
    private const string Appnote = "PKWARE APPNOTE 4.3";
    private const int TarHeader = 512;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    public static Signature[] All { get; } =
    [
        new("'PK' 0304", "application/zip") { BuiltOn = Containers.Zip, Source = Appnote },
        new("'PK' 0506", "application/zip") { BuiltOn = Containers.Zip, Source = Appnote + ", no entries" },
        new("'PK' 0708 'PK' 0304", "application/zip") { BuiltOn = Containers.Zip, Source = Appnote + ", spanned" },
        new("'PK00PK' 0304", "application/zip") { BuiltOn = Containers.Zip, Source = Appnote + ", spanned over one" },
        new("377ABCAF271C", "application/x-7z-compressed") { Source = "7-Zip, 7zFormat.txt" },
        new("'Rar!' 1A0700", "application/vnd.rar") { Source = "RAR 4 technote" },
        new("'Rar!' 1A070100", "application/vnd.rar") { Source = "RAR 5.0 archive format" },
        new("1F8B08", "application/gzip") { BuiltOn = Containers.Gzip, Source = "RFC 1952 2.3.1" },
        new("'BZh' 3? 314159265359", "application/x-bzip2") { Source = "bzip2 stream header" },
        new("'BZh' 3? 177245385090", "application/x-bzip2") { Source = "bzip2 stream header, no blocks" },
        new("FD377A585A00", "application/x-xz") { Source = "The .xz File Format 2.1.1.1" },
        new("28B52FFD", "application/zstd") { Source = "RFC 8878 3.1.1" },
        new("04224D18", "application/x-lz4") { Source = "LZ4 Frame Format 1.6" },
        new("'LZIP' 01", "application/x-lzip") { Source = "draft-diaz-lzip 2" },
        new("1F9D ??", "application/x-compress") { Source = "compress(1)", Confirm = static head => (head[2] & 0x60) == 0 && (head[2] & 0x1F) is >= 9 and <= 16 },
        new("'-lh' ?? '-'", "application/x-lzh-compressed") { Offset = 2, Source = "LHA header level 0 to 2", Confirm = static head => head.Length > 21 && head[20] <= 3 && Bytes.HaveControls(head[7..21]) },
        new("'ustar'", "application/x-tar") { Offset = 257, Source = "POSIX.1 pax, ustar header", Confirm = HasTarChecksum },
        new("'MSCF' 00000000", "application/vnd.ms-cab-compressed") { Source = "[MS-CAB] 2.1" },
        new("'MSWIM' 000000", "application/x-ms-wim") { Source = "Microsoft WIM file format" },
        new("'!<arch>' 0A", "application/x-archive") { Source = "ar(5)" },
        new("'!<arch>' 0A 'debian-binary'", "application/vnd.debian.binary-package") { Source = "deb(5)" },
        new("EDABEEDB", "application/x-rpm") { Source = "RPM file format, lead" },
        new("'070701'", "application/x-cpio") { Source = "cpio(5) new ASCII", Confirm = static head => IsNumber(head, 110) },
        new("'070702'", "application/x-cpio") { Source = "cpio(5) new CRC", Confirm = static head => IsNumber(head, 110) },
        new("'070707'", "application/x-cpio") { Source = "cpio(5) portable ASCII", Confirm = static head => IsNumber(head, 76) },
        new("'xar!' 001C", "application/x-xar") { Source = "xar file format" },
        new("'SIT!' ???????? ???? 'rLau'", "application/x-stuffit") { Source = "StuffIt 1.5 header" },
        new("60EA", "application/x-arj") { Source = "ARJ technical note", Confirm = static head => head.Length > 11 && head[2..4] is not [0, 0] && head[4] >= 30 && head[7] <= 11 && head[10] == 2 },
        new("'**ACE**'", "application/x-ace") { Offset = 7, Source = "ACE archive header", Confirm = static head => head[4] == 0 },
        new("5D0000 ??00", "application/x-lzma") { Source = "LZMA SDK, lzma.txt", Confirm = static head => head.Length > 12 && head[5..13] is [_, _, _, _, _, 0, 0, 0] or [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        new("5D0000 8000", "application/x-lzma") { Source = "LZMA SDK, lzma.txt", Confirm = static head => head.Length > 12 && (head[12] == 0 || head[12] == 0xFF) },
        new("FF060000 'sNaPpY'", "application/x-snappy-framed") { Source = "Snappy framing format 4.1" },
        new("'LRZI' 00", "application/x-lrzip") { Source = "lrzip magic.header.txt" },
        new("C771 ???? ???? ????", "application/x-cpio") { Source = "cpio(5) old binary", Confirm = static head => IsBinaryEntry(head, isLittleEndian: true) },
        new("71C7 ???? ???? ????", "application/x-cpio") { Source = "cpio(5) old binary, big-endian", Confirm = static head => IsBinaryEntry(head, isLittleEndian: false) },
        new("'CD001' 01", "application/x-iso9660-image") { Offset = 32_769, Source = "ECMA-119 8.1" },
        new("'BEA01' 01", "application/x-udf-image") { Offset = 32_769, Source = "ECMA-167 part 2, 9.2" },
        new("'hsqs'", "application/vnd.squashfs") { BuiltOn = Containers.Squash, Source = "Squashfs 4.0 superblock", Confirm = static head => head.Length > 31 && head[28] == 4 && head[29] == 0 },
        new("'conectix' 0000000?", "application/x-virtualbox-vhd") { Source = "Microsoft VHD specification, footer" },
        new("'vhdxfile'", "application/x-virtualbox-vhdx") { Source = "[MS-VHDX] 2.2.1" },
        new("'KDMV' 0?000000", "application/x-vmdk") { Source = "VMware virtual disk format 5.0" },
        new("'QFI' FB 0000000?", "application/x-qemu-disk") { Source = "QEMU, qcow2.txt" },
        new("7F10DABE", "application/x-virtualbox-vdi") { Offset = 64, Source = "VirtualBox VDICore.h" },
        new("'(This file must be converted with BinHex'", "application/mac-binhex40") { Source = "RFC 1741", IsOptional = true },
        new("'StuffIt (c)'", "application/x-stuffit") { Source = "StuffIt 5 header" },
    ];

    // Digits alone are a telephone list: a header is nothing but digits to its end.
    private static bool IsNumber(ReadOnlySpan<byte> head, int length) =>
        head.Length >= length && !head[..length].ContainsAnyExcept(Digits);

    // Two bytes prove little: the length of the name, a mode that says what kind of file it is, and the zero at the name's end do.
    private static bool IsBinaryEntry(ReadOnlySpan<byte> head, bool isLittleEndian)
    {
        if (head.Length < 26)
            return false;

        var nameLength = Number(head[20..]);
        return nameLength is > 1 and <= 1024 && ((Number(head[6..]) >> 12) is 1 or 2 or 4 or 6 or 8 or 10 or 12)
            && 26 + nameLength <= head.Length && head[26 + nameLength - 1] == 0 && !Bytes.HaveControls(head.Slice(26, nameLength - 1));

        int Number(ReadOnlySpan<byte> bytes) => isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    private static bool HasTarChecksum(ReadOnlySpan<byte> head)
    {
        if (head.Length < TarHeader)
            return false;

        // The sum is taken as if its own eight bytes were spaces.
        var sum = 8 * ' ';
        for (var i = 0; i < TarHeader; i++)
            sum += i is >= 148 and < 156 ? 0 : head[i];

        var stated = 0;
        foreach (var digit in head[148..156].Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return false;

            stated = (stated * 8) + (digit - '0');
        }

        return stated == sum;
    }
}
