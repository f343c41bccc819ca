namespace Attachments.Content.Types.Signatures;

/// <summary>Documents, mail stores and data files.</summary>
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
        new("D0CF11E0A1B11AE1", "application/x-ole-storage") { BuiltOn = Containers.Ole, Source = "[MS-CFB] 2.2" },
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
        new("'ITSF' 03000000", "application/vnd.ms-htmlhelp") { Source = "Microsoft HTML Help, ITSF header" },
        new("'BOOKMOBI'", "application/x-mobipocket-ebook") { Offset = 60, Source = "Palm database type and creator" },
        new("E4525C7B8CD8A74DAEB15378D02996D3", "application/onenote") { Source = "[MS-ONESTORE] 2.3.1" },
        new("FF 'WPC'", "application/vnd.wordperfect") { Source = "WordPerfect file header" },
        new("00010000 'Standard Jet DB' 00", "application/vnd.ms-access") { Source = "Microsoft Jet database header" },
        new("00010000 'Standard ACE DB' 00", "application/vnd.ms-access") { Source = "Microsoft ACE database header" },
        new("789F3E22", "application/vnd.ms-tnef") { Source = "[MS-OXTNEF] 2.1.3" },
        new("'!BDN' ???????? 'SM'", "application/vnd.ms-outlook-pst") { Source = "[MS-PST] 2.2.2.6" },
        new("'SQLite format 3' 00", "application/vnd.sqlite3") { Source = "SQLite database file format 1.3" },
        new("A1B2C3D4 0002 0004", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("D4C3B2A1 0200 0400", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("A1B23C4D 0002 0004", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("4D3CB2A1 0200 0400", "application/vnd.tcpdump.pcap") { Source = "draft-ietf-opsawg-pcap 4" },
        new("0A0D0D0A ???????? 1A2B3C4D", "application/x-pcapng") { Source = "draft-ietf-opsawg-pcapng 4.1" },
        new("0A0D0D0A ???????? 4D3C2B1A", "application/x-pcapng") { Source = "draft-ietf-opsawg-pcapng 4.1" },
        new("'regf'", "application/x-ms-registry-hive") { Source = "Windows registry file format", Confirm = static head => Bytes.HaveControls(head[4..Math.Min(head.Length, 64)]) },
        new("ACED0005", "application/x-java-serialized-object") { Source = "Java Object Serialization 6.4.2" },
        new("'bplist00'", "application/x-bplist") { Source = "Apple CFBinaryPList" },
        new("'DICM'", "application/dicom") { Offset = 128, Source = "DICOM PS3.10 7.1" },
        new("89 'HDF' 0D0A1A0A", "application/x-hdf5") { Source = "HDF5 file format 3.0 II.A" },
    ];

    private static Signature Odf(string type, string contentType, string source) =>
        new(StoredType + type, contentType) { BuiltOn = Containers.Zip, Source = source };
}
