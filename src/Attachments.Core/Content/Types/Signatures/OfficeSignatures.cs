namespace Attachments.Content.Types.Signatures;

/// <summary>
/// Office's formats, told apart as far as the head tells: by what an OLE directory or a ZIP's first entries name. The containers' own rows come last, so
/// that they stand where nothing more is known.
/// </summary>
internal static class OfficeSignatures
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string Parts = "ECMA-376 part 2, 10; part 1, annex A";
    private const string Macros = "[MS-OFFMACRO2] 2.1";

    public static Signature[] All { get; } =
    [
        Ole("application/msword", OleHead.Word, "[MS-OVBA] 2.2.1", hasMacros: true),
        Ole("application/vnd.ms-excel", OleHead.Excel, "[MS-OVBA] 2.2.1", hasMacros: true),
        Ole("application/msword", OleHead.Word, "[MS-DOC] 2.1"),
        Ole("application/vnd.ms-excel", OleHead.Excel, "[MS-XLS] 2.1"),
        Ole("application/vnd.ms-powerpoint", OleHead.PowerPoint, "[MS-PPT] 2.1"),
        Ole("application/vnd.ms-outlook", OleHead.Message, "[MS-OXMSG] 2"),
        Ole("application/vnd.visio", OleHead.Visio, "Microsoft Visio 2003 file format"),
        Ole("application/vnd.ms-publisher", OleHead.Publisher, "Microsoft Publisher file format"),
        Ole("application/vnd.ms-project", OleHead.Project, "Microsoft Project file format"),
        Ole("application/x-hwp", OleHead.Hangul, "Hancom HWP document file formats, version 5"),
        new(OleHead.Signature, "application/x-ole-storage") { BuiltOn = Containers.Ole, Source = "[MS-CFB] 2.2" },

        Zip("application/vnd.ms-word.document.macroenabled.12", Macros, static head => ZipHead.Has(head, "word/vbaProject.bin"u8), hasMacros: true),
        Zip("application/vnd.ms-excel.sheet.macroenabled.12", Macros, static head => ZipHead.Has(head, "xl/vbaProject.bin"u8), hasMacros: true),
        Zip("application/vnd.ms-powerpoint.presentation.macroenabled.12", Macros, static head => ZipHead.Has(head, "ppt/vbaProject.bin"u8), hasMacros: true),
        Zip(OpenXml + "wordprocessingml.document", Parts, static head => ZipHead.HasPart(head, "word/document.xml"u8)),
        Zip(OpenXml + "spreadsheetml.sheet", Parts, static head => ZipHead.HasPart(head, "xl/workbook.xml"u8)),
        Zip(OpenXml + "presentationml.presentation", Parts, static head => ZipHead.HasPart(head, "ppt/presentation.xml"u8)),
        Zip("application/vnd.ms-visio.drawing", Parts, static head => ZipHead.HasPart(head, "visio/document.xml"u8)),
        Zip("application/vnd.ms-xpsdocument", "XML Paper Specification 9", static head => ZipHead.Has(head, "FixedDocSeq.fdseq"u8) || ZipHead.Has(head, "FixedDocumentSequence.fdseq"u8)),
        Zip("application/vnd.google-earth.kmz", "OGC KML 2.2", static head => ZipHead.BeginsWith(head, "doc.kml"u8)),
    ];

    private static Signature Ole(string contentType, OleKind kind, string source, bool hasMacros = false) => new(OleHead.Signature, contentType)
    {
        BuiltOn = Containers.Ole,
        Source = source,
        HasMacros = hasMacros,
        Confirm = head => OleHead.IsOf(head, kind) && (!hasMacros || OleHead.HasMacros(head)),
    };

    private static Signature Zip(string contentType, string source, HeadCheck confirm, bool hasMacros = false) =>
        new(Containers.FirstEntry, contentType) { BuiltOn = Containers.Zip, Source = source, Confirm = confirm, HasMacros = hasMacros };
}
