using System.Collections.Frozen;

namespace Attachments.Content.Types;

/// <summary>The names that clients give to types which have another one.</summary>
internal static class ContentTypeAliases
{
    private static readonly FrozenDictionary<string, string> Names = Table().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Returns the type's own name.</summary>
    /// <param name="contentType">A media type, lower case, without parameters.</param>
    public static string Resolve(string contentType) => Names.GetValueOrDefault(contentType, contentType);

    private static Dictionary<string, string> Table()
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        Are("image/jpeg", "image/jpg", "image/pjpeg", "image/x-jpeg", "image/x-jpg", "image/jpe", "image/jfif", "image/x-citrix-jpeg");
        Are("image/png", "image/x-png", "image/apng", "image/vnd.mozilla.apng", "image/x-citrix-png");
        Are("image/bmp", "image/x-bmp", "image/x-ms-bmp", "image/x-windows-bmp", "image/ms-bmp");
        Are("image/tiff", "image/tif", "image/x-tif", "image/x-tiff");
        Are("image/webp", "image/x-webp");
        Are("image/vnd.microsoft.icon", "image/x-icon", "image/ico", "image/icon", "image/x-ico", "text/ico", "application/ico");
        Are("image/vnd.adobe.photoshop", "image/psd", "image/x-psd", "image/photoshop", "application/photoshop", "application/x-photoshop");
        Are("image/svg+xml", "image/svg", "image/svg-xml");
        Are("audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/mpeg3", "audio/x-mpeg", "audio/x-mpeg-3", "audio/mpg", "audio/x-mpg");
        Are("audio/wav", "audio/x-wav", "audio/wave", "audio/x-pn-wav", "audio/vnd.wave");
        Are("audio/mp4", "audio/m4a", "audio/x-m4a", "audio/x-m4b");
        Are("audio/aac", "audio/x-aac", "audio/aacp", "audio/x-hx-aac-adts");
        Are("audio/flac", "audio/x-flac");
        Are("audio/aiff", "audio/x-aiff");
        Are("audio/midi", "audio/mid", "audio/x-midi", "application/x-midi");
        Are("audio/ogg", "audio/x-ogg", "audio/vorbis");
        Are("video/mp4", "video/x-m4v", "video/x-mp4", "application/x-mp4");
        Are("video/mpeg", "video/mpg", "video/x-mpg", "video/x-mpeg", "video/x-mpeg2");
        Are("video/x-msvideo", "video/avi", "video/msvideo", "video/vnd.avi", "application/x-troff-msvideo");
        Are("video/x-matroska", "video/matroska", "application/x-matroska");
        Are("application/pdf", "application/x-pdf", "application/acrobat", "application/vnd.pdf", "text/pdf", "text/x-pdf");
        Are("application/zip", "application/x-zip", "application/x-zip-compressed", "application/zip-compressed", "multipart/x-zip");
        Are("application/gzip", "application/x-gzip", "application/gzip-compressed", "application/x-gunzip");
        Are("application/vnd.rar", "application/x-rar", "application/x-rar-compressed", "application/rar");
        Are("application/x-7z-compressed", "application/7z", "application/x-7z", "application/x-7zip-compressed");
        Are("application/x-bzip2", "application/bzip2", "application/x-bz2", "application/x-bzip");
        Are("application/x-tar", "application/tar", "application/x-gtar");
        Are("application/json", "text/json", "text/x-json", "application/x-json");
        // RFC 7303: the two are one.
        Are("application/xml", "text/xml", "application/x-xml");
        Are("text/csv", "application/csv", "application/x-csv", "text/x-csv", "text/comma-separated-values", "text/x-comma-separated-values");
        Are("text/html", "application/html", "text/x-html");
        Are("text/plain", "text/txt", "text/x-log", "application/txt", "application/text");
        Are("application/rtf", "text/rtf", "application/x-rtf");
        Are("application/msword", "application/x-msword", "application/vnd.msword", "application/vnd.ms-word", "application/doc");
        Are("application/vnd.ms-excel", "application/excel", "application/x-excel", "application/msexcel", "application/x-msexcel", "application/xls", "application/x-xls");
        Are("application/vnd.ms-powerpoint", "application/powerpoint", "application/mspowerpoint", "application/x-mspowerpoint", "application/ms-powerpoint");
        Are("application/vnd.sqlite3", "application/x-sqlite3");
        Are(MediaType.OctetStream, "binary/octet-stream", "application/binary", "application/x-binary", "application/force-download", "application/x-download", "application/download");
        return table;

        void Are(string contentType, params ReadOnlySpan<string> aliases)
        {
            foreach (var alias in aliases)
                table.Add(alias, contentType);
        }
    }
}
