namespace Attachments.Content.Types.Signatures;

/// <summary>Documents, but for what OLE and Office Open XML containers hold.</summary>
internal static class DocumentSignatures
{
    private const string OpenDocument = "OpenDocument 1.3 part 2, 3.3";

    // A ZIP that begins with its own type, stored: local header, the name "mimetype", no extra field, then the type.
    private const string StoredType = "504B0304 ???? ???? 0000 ???????? ???????? ???????? ???????? 0800 0000 'mimetype'";

    public static Signature[] All { get; } =
    [
        // Only at the beginning: readers look for it in the first 1,024 bytes, but so would a text about PDF or an image with a comment be one.
        new("'%PDF-'", "application/pdf") { Source = "ISO 32000-2 7.5.2" },
        new("EFBBBF '%PDF-'", "application/pdf") { Source = "ISO 32000-2 7.5.2, behind a byte order mark" },
        new("'%!PS'", "application/postscript") { Source = "Adobe PLRM 3 G" },
        new("C5D0D3C6", "application/postscript") { Source = "Adobe EPSF 3.0, DOS EPS binary header", Confirm = static head => Bytes.HaveControls(head[4..Math.Min(head.Length, 30)]) },
        new("'{\\rtf'", "application/rtf") { Source = "Microsoft RTF 1.9.1" },
        Odf("'application/epub+zip'", "application/epub+zip", "EPUB OCF 3.3 4.3"),
        Odf("'application/vnd.oasis.opendocument.text'", "application/vnd.oasis.opendocument.text", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.text-template'", "application/vnd.oasis.opendocument.text-template", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.spreadsheet'", "application/vnd.oasis.opendocument.spreadsheet", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.spreadsheet-template'", "application/vnd.oasis.opendocument.spreadsheet-template", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.presentation'", "application/vnd.oasis.opendocument.presentation", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.presentation-template'", "application/vnd.oasis.opendocument.presentation-template", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.graphics'", "application/vnd.oasis.opendocument.graphics", OpenDocument),
        Odf("'application/vnd.oasis.opendocument.formula'", "application/vnd.oasis.opendocument.formula", OpenDocument),
        new("'AT&TFORM' ???????? 'DJV'", "image/vnd.djvu") { Source = "DjVu 3 specification" },
        new("'BOOKMOBI'", "application/x-mobipocket-ebook") { Offset = 60, Source = "Palm database type and creator" },
        new("'ITOLITLS' 01000000", "application/x-ms-reader") { Source = "Microsoft Reader, ITOLITLS header" },
        new("'HWP Document File'", "application/x-hwp") { Source = "Hancom HWP document file formats, version 3" },
        new("E4525C7B8CD8A74DAEB15378D02996D3", "application/onenote") { Source = "[MS-ONESTORE] 2.3.1" },
        new("31BE000000AB", "application/x-mswrite") { Source = "Microsoft Write file format" },
        new("0606EDF5D81D46E5BD31EFE7FE74B71D", "application/x-indesign") { Source = "Adobe XMP specification part 3, InDesign" },
        new("00001A00 ??10 0400", "application/vnd.lotus-1-2-3") { Source = "Lotus 1-2-3, BOF record" },
        new("FF 'WPC'", "application/vnd.wordperfect") { Source = "WordPerfect file header" },
    ];

    private static Signature Odf(string type, string contentType, string source) =>
        new(StoredType + type, contentType) { BuiltOn = Containers.Zip, Source = source };
}
