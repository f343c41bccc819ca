using System.Collections.Frozen;

namespace Attachments.Content.Types;

/// <summary>Which type a file name's extension stands for, and which extension a type's files bear.</summary>
internal static class ContentTypeByExtension
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    // Of several extensions with one type, the first is the one that a nameless file gets.
    private static readonly (string Extension, string ContentType)[] Table =
    [
        ("txt", "text/plain"), ("text", "text/plain"), ("log", "text/plain"), ("asc", "text/plain"), ("ini", "text/plain"), ("conf", "text/plain"), ("cfg", "text/plain"),
        ("html", "text/html"), ("htm", "text/html"), ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("css", "text/css"),
        ("md", "text/markdown"), ("markdown", "text/markdown"), ("ics", "text/calendar"), ("ifb", "text/calendar"), ("vcf", "text/vcard"), ("vcard", "text/vcard"),
        ("js", "text/javascript"), ("mjs", "text/javascript"), ("vtt", "text/vtt"), ("srt", "application/x-subrip"),
        ("json", "application/json"), ("xml", "application/xml"), ("xsd", "application/xml"), ("xsl", "application/xml"), ("xhtml", "application/xhtml+xml"),
        ("geojson", "application/geo+json"), ("jsonld", "application/ld+json"), ("kml", "application/vnd.google-earth.kml+xml"), ("gpx", "application/gpx+xml"),
        ("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("yaml", "application/yaml"), ("yml", "application/yaml"),
        ("pdf", "application/pdf"), ("rtf", "application/rtf"), ("ps", "application/postscript"), ("eps", "application/postscript"), ("ai", "application/postscript"),
        ("epub", "application/epub+zip"), ("mobi", "application/x-mobipocket-ebook"), ("djvu", "image/vnd.djvu"), ("djv", "image/vnd.djvu"),
        ("doc", "application/msword"), ("dot", "application/msword"),
        ("xls", "application/vnd.ms-excel"), ("xlt", "application/vnd.ms-excel"),
        ("ppt", "application/vnd.ms-powerpoint"), ("pps", "application/vnd.ms-powerpoint"), ("pot", "application/vnd.ms-powerpoint"),
        ("docx", Office + "wordprocessingml.document"), ("dotx", Office + "wordprocessingml.template"),
        ("xlsx", Office + "spreadsheetml.sheet"), ("xltx", Office + "spreadsheetml.template"),
        ("pptx", Office + "presentationml.presentation"), ("potx", Office + "presentationml.template"), ("ppsx", Office + "presentationml.slideshow"),
        ("docm", "application/vnd.ms-word.document.macroenabled.12"), ("xlsm", "application/vnd.ms-excel.sheet.macroenabled.12"),
        ("xlsb", "application/vnd.ms-excel.sheet.binary.macroenabled.12"), ("pptm", "application/vnd.ms-powerpoint.presentation.macroenabled.12"),
        ("odt", OpenDocument + "text"), ("ott", OpenDocument + "text-template"), ("ods", OpenDocument + "spreadsheet"), ("ots", OpenDocument + "spreadsheet-template"),
        ("odp", OpenDocument + "presentation"), ("otp", OpenDocument + "presentation-template"), ("odg", OpenDocument + "graphics"), ("odf", OpenDocument + "formula"),
        ("pages", "application/vnd.apple.pages"), ("numbers", "application/vnd.apple.numbers"), ("key", "application/vnd.apple.keynote"),
        ("vsd", "application/vnd.visio"), ("vsdx", "application/vnd.ms-visio.drawing"), ("mpp", "application/vnd.ms-project"), ("pub", "application/vnd.ms-publisher"),
        ("one", "application/onenote"), ("xps", "application/vnd.ms-xpsdocument"), ("oxps", "application/oxps"), ("wpd", "application/vnd.wordperfect"),
        ("msg", "application/vnd.ms-outlook"), ("eml", "message/rfc822"), ("mht", "message/rfc822"), ("mhtml", "message/rfc822"), ("mbox", "application/mbox"),
        ("p7m", "application/pkcs7-mime"), ("p7s", "application/pkcs7-signature"), ("pgp", "application/pgp-encrypted"), ("sig", "application/pgp-signature"),
        ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("jpe", "image/jpeg"), ("jfif", "image/jpeg"), ("png", "image/png"), ("apng", "image/png"), ("gif", "image/gif"),
        ("webp", "image/webp"), ("bmp", "image/bmp"), ("dib", "image/bmp"), ("tif", "image/tiff"), ("tiff", "image/tiff"),
        ("heic", "image/heic"), ("heif", "image/heif"), ("hif", "image/heif"), ("avif", "image/avif"), ("jxl", "image/jxl"), ("jp2", "image/jp2"),
        ("ico", "image/vnd.microsoft.icon"), ("cur", "image/vnd.microsoft.icon"), ("svg", "image/svg+xml"), ("svgz", "image/svg+xml"), ("psd", "image/vnd.adobe.photoshop"),
        ("dng", "image/x-adobe-dng"), ("cr2", "image/x-canon-cr2"), ("cr3", "image/x-canon-cr3"), ("nef", "image/x-nikon-nef"), ("arw", "image/x-sony-arw"),
        ("emf", "image/emf"), ("wmf", "image/wmf"), ("dwg", "image/vnd.dwg"), ("xcf", "image/x-xcf"),
        ("mp3", "audio/mpeg"), ("mp2", "audio/mpeg"), ("mpga", "audio/mpeg"), ("wav", "audio/wav"), ("m4a", "audio/mp4"), ("m4b", "audio/mp4"), ("aac", "audio/aac"),
        ("flac", "audio/flac"), ("ogg", "audio/ogg"), ("oga", "audio/ogg"), ("opus", "audio/ogg"), ("weba", "audio/webm"), ("wma", "audio/x-ms-wma"),
        ("aif", "audio/aiff"), ("aiff", "audio/aiff"), ("mid", "audio/midi"), ("midi", "audio/midi"), ("amr", "audio/amr"), ("caf", "audio/x-caf"), ("au", "audio/basic"),
        ("mp4", "video/mp4"), ("m4v", "video/mp4"), ("mpeg", "video/mpeg"), ("mpg", "video/mpeg"), ("mpe", "video/mpeg"), ("vob", "video/mpeg"),
        ("mov", "video/quicktime"), ("qt", "video/quicktime"), ("avi", "video/x-msvideo"), ("mkv", "video/x-matroska"), ("webm", "video/webm"), ("ogv", "video/ogg"),
        ("3gp", "video/3gpp"), ("3g2", "video/3gpp2"), ("flv", "video/x-flv"), ("wmv", "video/x-ms-wmv"), ("asf", "video/x-ms-asf"), ("m2ts", "video/mp2t"), ("mts", "video/mp2t"),
        ("zip", "application/zip"), ("7z", "application/x-7z-compressed"), ("rar", "application/vnd.rar"), ("tar", "application/x-tar"), ("gz", "application/gzip"),
        ("tgz", "application/gzip"), ("bz2", "application/x-bzip2"), ("xz", "application/x-xz"), ("zst", "application/zstd"), ("lz4", "application/x-lz4"), ("lz", "application/x-lzip"),
        ("lzh", "application/x-lzh-compressed"), ("cab", "application/vnd.ms-cab-compressed"), ("kmz", "application/vnd.google-earth.kmz"),
        ("jar", "application/java-archive"), ("apk", "application/vnd.android.package-archive"), ("iso", "application/x-iso9660-image"),
        ("ttf", "font/ttf"), ("otf", "font/otf"), ("ttc", "font/collection"), ("woff", "font/woff"), ("woff2", "font/woff2"),
        ("sqlite", "application/vnd.sqlite3"), ("db3", "application/vnd.sqlite3"), ("mdb", "application/vnd.ms-access"), ("pcap", "application/vnd.tcpdump.pcap"), ("dcm", "application/dicom"),
        ("exe", "application/vnd.microsoft.portable-executable"), ("dll", "application/vnd.microsoft.portable-executable"), ("msi", "application/x-msi"), ("swf", "application/x-shockwave-flash"),
        ("wasm", "application/wasm"), ("bin", MediaType.OctetStream), ("dat", MediaType.OctetStream),
    ];

    private static readonly FrozenDictionary<string, string> Types =
        Table.ToFrozenDictionary(row => row.Extension, row => row.ContentType, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Extensions =
        Table.DistinctBy(row => row.ContentType).ToFrozenDictionary(row => row.ContentType, row => row.Extension, StringComparer.Ordinal);

    /// <summary>Returns the type of files with this extension; null where it is not known.</summary>
    /// <param name="extension">Without its dot, in any case.</param>
    public static string? TypeOf(string extension) => Types.GetValueOrDefault(extension);

    /// <summary>Returns the extension of files of this type, without its dot; null where it is not known.</summary>
    /// <param name="contentType">Lower case, without parameters.</param>
    public static string? ExtensionOf(string contentType) => Extensions.GetValueOrDefault(contentType);
}
