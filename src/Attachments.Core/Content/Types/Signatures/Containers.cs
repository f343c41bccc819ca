using System.Collections.Frozen;

namespace Attachments.Content.Types.Signatures;

/// <summary>The containers by name, and the types that are built on each.</summary>
internal static class Containers
{
    public const string Zip = "zip";
    public const string Ole = "ole";
    public const string IsoMedia = "iso-bmff";
    public const string Riff = "riff";
    public const string Iff = "iff";
    public const string Ebml = "ebml";
    public const string Ogg = "ogg";
    public const string Asf = "asf";
    public const string Tiff = "tiff";
    public const string Mpeg = "mpeg";
    public const string MpegAudio = "mpeg-audio";
    public const string Gzip = "gzip";
    public const string Jpeg2000 = "jp2";
    public const string Squash = "squashfs";

    /// <summary>A ZIP's first local header, up to its name (APPNOTE 4.3.7).</summary>
    public const string FirstEntry = "504B0304 ???? ???? ???? ???????? ???????? ???????? ???????? ???? ????";

    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    private static readonly FrozenDictionary<string, FrozenSet<string>> Types = new Dictionary<string, FrozenSet<string>>
    {
        [Zip] = Set(
            "application/zip", "application/epub+zip", "application/java-archive", "application/vnd.android.package-archive",
            "application/vnd.apple.pages", "application/vnd.apple.numbers", "application/vnd.apple.keynote",
            "application/vnd.google-earth.kmz", "application/vnd.ms-xpsdocument", "application/oxps", "application/vnd.ms-visio.drawing", "application/vnd.visio",
            "application/vnd.comicbook+zip", "application/x-xpinstall", "model/3mf",
            // Word, Excel and PowerPoint write today's format under yesterday's name when a user only changes the extension, and open it.
            "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
            "application/vnd.ms-word.document.macroenabled.12", "application/vnd.ms-word.template.macroenabled.12",
            "application/vnd.ms-excel.sheet.macroenabled.12", "application/vnd.ms-excel.template.macroenabled.12",
            "application/vnd.ms-excel.addin.macroenabled.12", "application/vnd.ms-excel.sheet.binary.macroenabled.12",
            "application/vnd.ms-powerpoint.presentation.macroenabled.12", "application/vnd.ms-powerpoint.template.macroenabled.12",
            "application/vnd.ms-powerpoint.slideshow.macroenabled.12", "application/vnd.ms-powerpoint.addin.macroenabled.12"),
        [Ole] = Set(
            "application/x-ole-storage", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook",
            "application/vnd.ms-publisher", "application/x-mspublisher", "application/vnd.visio", "application/vnd.ms-visio.drawing", "application/vnd.ms-project",
            "application/vnd.ms-works", "application/x-hwp", "application/x-msi"),
        [Squash] = Set("application/vnd.squashfs", "application/vnd.snap"),
        [IsoMedia] = Set(
            "video/mp4", "audio/mp4", "application/mp4", "video/quicktime", "video/3gpp", "audio/3gpp", "video/3gpp2", "audio/3gpp2", "video/x-f4v",
            "image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence", "image/avif", "image/x-canon-cr3"),
        [Riff] = Set("audio/wav", "video/x-msvideo", "image/webp", "application/vnd.cdr", "audio/rmid", "application/x-navi-animation"),
        [Iff] = Set("audio/aiff", "audio/x-8svx", "image/x-ilbm"),
        [Ebml] = Set("video/webm", "audio/webm", "video/x-matroska", "audio/x-matroska"),
        [Ogg] = Set("audio/ogg", "video/ogg", "application/ogg", "audio/opus"),
        [Asf] = Set("video/x-ms-wmv", "audio/x-ms-wma", "video/x-ms-asf"),
        [Tiff] = Set(
            "image/tiff", "image/x-adobe-dng", "image/x-canon-cr2", "image/x-nikon-nef", "image/x-sony-arw", "image/x-pentax-pef", "image/x-epson-erf"),
        [Mpeg] = Set("video/mpeg", "video/mp2t"),
        [MpegAudio] = Set("audio/mpeg", "audio/aac"),
        [Gzip] = Set("application/gzip", "application/x-compressed-tar", "image/svg+xml", "application/x-abiword"),
        [Jpeg2000] = Set("image/jp2", "image/jpx", "image/jpm", "video/mj2"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsBuiltOn(string contentType, string container)
    {
        // An encrypted Office document is an OLE file around the encrypted ZIP ([MS-OFFCRYPTO]).
        if (contentType.StartsWith(OpenXml, StringComparison.Ordinal))
            return container is Zip or Ole;

        // The suffix that types of ZIPs are registered with (RFC 6839, section 3.6).
        if (contentType.StartsWith(OpenDocument, StringComparison.Ordinal) || contentType.EndsWith("+zip", StringComparison.Ordinal))
            return container is Zip;

        return Types.TryGetValue(container, out var types) && types.Contains(contentType);
    }

    public static bool IsBuiltOnAny(string contentType) => Types.Keys.Any(container => IsBuiltOn(contentType, container));

    private static FrozenSet<string> Set(params string[] types) => types.ToFrozenSet(StringComparer.Ordinal);
}
