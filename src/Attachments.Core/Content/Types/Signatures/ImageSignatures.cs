using System.Buffers.Binary;

namespace Attachments.Content.Types.Signatures;

/// <summary>Images, but for those in an ISO base media file.</summary>
internal static class ImageSignatures
{
    private const string TiffSix = "TIFF 6.0 section 2";

    public static Signature[] All { get; } =
    [
        new("89 'PNG' 0D0A1A0A", "image/png") { Source = "PNG (W3C) 5.2" },
        new("FFD8FF", "image/jpeg") { Source = "ITU-T T.81 B.1.1.3; WHATWG MIME Sniffing 6.1" },
        new("'GIF87a'", "image/gif") { Source = "WHATWG MIME Sniffing 6.1" },
        new("'GIF89a'", "image/gif") { Source = "WHATWG MIME Sniffing 6.1" },
        new("'RIFF' ???????? 'WEBP'", "image/webp") { BuiltOn = Containers.Riff, Source = "RFC 9649 2.4" },
        new("'BM' ???????? 00000000 ????0000 ??000000", "image/bmp") { Source = "Microsoft BITMAPFILEHEADER", Confirm = IsBitmap },
        new("'II' 2A00", "image/tiff") { BuiltOn = Containers.Tiff, Source = TiffSix },
        new("'MM' 002A", "image/tiff") { BuiltOn = Containers.Tiff, Source = TiffSix },
        new("'II' 2B00 0800 0000", "image/tiff") { BuiltOn = Containers.Tiff, Source = "BigTIFF" },
        new("'MM' 002B 0008 0000", "image/tiff") { BuiltOn = Containers.Tiff, Source = "BigTIFF" },
        new("'II' 2A00 ???????? 'CR' 02", "image/x-canon-cr2") { BuiltOn = Containers.Tiff, Source = "Canon CR2 header" },
        new("'IIRO' 08000000", "image/x-olympus-orf") { Source = "Olympus ORF header" },
        new("'II' 5500 18000000", "image/x-panasonic-rw2") { Source = "Panasonic RW2 header" },
        new("'FUJIFILMCCD-RAW '", "image/x-fuji-raf") { Source = "Fujifilm RAF header" },
        new("'II' BC01", "image/jxr") { Source = "ITU-T T.832 A.2" },
        new("00000100 ??00 ??????00", "image/vnd.microsoft.icon") { Source = "Microsoft ICONDIR", Confirm = IsIcon },
        new("00000200 ??00 ??????00", "image/vnd.microsoft.icon") { Source = "Microsoft ICONDIR, cursor", Confirm = IsIconDirectory },
        new("'8BPS' 0001 000000000000", "image/vnd.adobe.photoshop") { Source = "Adobe Photoshop File Formats" },
        new("'8BPS' 0002 000000000000", "image/vnd.adobe.photoshop") { Source = "Adobe Photoshop File Formats, PSB" },
        new("0000000C 'JXL ' 0D0A870A", "image/jxl") { Source = "ISO/IEC 18181-2" },
        new("FF0A", "image/jxl") { Source = "ISO/IEC 18181-1", Confirm = static head => head.Length >= 12 && Bytes.HaveControls(head[2..]) },
        new("0000000C 'jP  ' 0D0A870A", "image/jp2") { BuiltOn = Containers.Jpeg2000, Source = "ITU-T T.800 I.5" },
        new("0000000C 'jP  ' 0D0A870A ???????? 'ftypjpx '", "image/jpx") { BuiltOn = Containers.Jpeg2000, Source = "ITU-T T.801" },
        new("0000000C 'jP  ' 0D0A870A ???????? 'ftypjpm '", "image/jpm") { BuiltOn = Containers.Jpeg2000, Source = "ISO/IEC 15444-6" },
        new("0000000C 'jP  ' 0D0A870A ???????? 'ftypmjp2'", "video/mj2") { BuiltOn = Containers.Jpeg2000, Source = "ISO/IEC 15444-3" },
        new("FF4FFF51", "image/x-jp2-codestream") { Source = "ITU-T T.800 A.4" },
        new("'gimp xcf '", "image/x-xcf") { Source = "GIMP XCF" },
        new("01000000 ??????00 ???????? ???????? ???????? ???????? ???????? ???????? ???????? ???????? ' EMF'", "image/emf") { Source = "[MS-EMF] 2.3.4.2" },
        new("D7CDC69A 0000", "image/wmf") { Source = "[MS-WMF] 2.3.2.3" },
        new("762F3101", "image/x-exr") { Source = "OpenEXR file layout" },
        new("'#?RADIANCE' 0A", "image/vnd.radiance") { Source = "Radiance picture format" },
        new("'DDS ' 7C000000", "image/vnd.ms-dds") { Source = "Microsoft DDS_HEADER" },
        new("'qoif' ???????? ???????? 03", "image/qoi") { Source = "QOI 1.0" },
        new("'qoif' ???????? ???????? 04", "image/qoi") { Source = "QOI 1.0" },
        new("'icns' ??", "image/icns") { Source = "Apple icon image format", Confirm = static head => head[4] < 0x10 && Bytes.HaveControls(head[4..Math.Min(head.Length, 16)]) },
        new("8B 'JNG' 0D0A1A0A", "image/x-jng") { Source = "JNG 1.0" },
        new("'SDPX' ???????? 'V'", "image/x-dpx") { Source = "SMPTE ST 268-1" },
        new("'XPDS' ???????? 'V'", "image/x-dpx") { Source = "SMPTE ST 268-1" },
        new("802A5FD7 ????????", "image/x-cineon") { Source = "Kodak Cineon 4.5" },
        new("01DA 0? 0? 000?", "image/x-sgi") { Source = "SGI image file format 1.0", Confirm = static head => head[2] <= 1 && (head[3] is 1 or 2) },
        new("59A66A95", "image/x-sun-raster") { Source = "Sun rasterfile(5)" },
        new("0A 0? 01 0? ????????????????", "image/x-pcx") { Source = "ZSoft PCX technical reference", Confirm = static head => (head[1] is 0 or 2 or 3 or 4 or 5) && (head[3] is 1 or 2 or 4 or 8) && head.Length > 66 && head[64] == 0 && head[65] is >= 1 and <= 4 },
        new("'FORM' ???????? 'ILBM'", "image/x-ilbm") { BuiltOn = Containers.Iff, Source = "EA IFF 85, ILBM" },
        new("'BPG' FB", "image/bpg") { Source = "BPG specification 2" },
        new("'RIFF' ???????? 'ACON'", "application/x-navi-animation") { BuiltOn = Containers.Riff, Source = "Microsoft, animated cursor" },
        new("'RIFF' ???????? 'CDR'", "application/vnd.cdr") { BuiltOn = Containers.Riff, Source = "CorelDRAW RIFF form" },
        new("'AC10' 3? 3? 00", "image/vnd.dwg") { Source = "Open Design Specification for .dwg files 3.1" },
    ];

    // "BM" begins many a text: the size of the header behind the file header is what tells.
    private static bool IsBitmap(ReadOnlySpan<byte> head)
    {
        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]);
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(head[10..]);
        return headerLength is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124 && pixels >= 14 + headerLength;
    }

    private static bool IsIcon(ReadOnlySpan<byte> head) =>
        IsIconDirectory(head) && head[10] <= 1 && head[11] == 0 && head[12] is 0 or 1 or 2 or 4 or 8 or 16 or 24 or 32;

    // The first image cannot stand before the directory's end.
    private static bool IsIconDirectory(ReadOnlySpan<byte> head) =>
        head.Length >= 22 && head[4] > 0
        && BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) > 0
        && BinaryPrimitives.ReadUInt32LittleEndian(head[18..]) is var first && first >= 6 + (16 * head[4]) && first <= 1 << 24;
}
