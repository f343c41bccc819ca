using System.Buffers;
using Attachments.Ingestion;

namespace Attachments.Content.Archives.Reading;

/// <summary>Where a document of Open XML ([MS-OFFMACRO2] 2.1) or OpenDocument says that it has macros.</summary>
internal static class MacroTrace
{
    public const string Refusal = "The document has macros";

    private const int PieceLength = 16_384;

    // Parts may have any name: what counts is the type that the package gives them. Programs of VBA, the macro sheets of Excel 4, and documents that may have them: not
    // those that are embedded in another one, which have a type of files, and are looked into as such.
    private static readonly SearchValues<string> Types =
        SearchValues.Create(["vnd.ms-office.vbaProject", "macroEnabled.main", "macroEnabledTemplate.main", "ms-excel.macrosheet", "ms-excel.intlmacrosheet"], StringComparison.OrdinalIgnoreCase);

    // A document in one file of XML (ECMA-376 part 2, annex E, "Flat OPC"; [MS-WORDXML]): what Office knows it by, and its programs.
    private static readonly SearchValues<string> SingleFiles =
        SearchValues.Create(["mso-application", "office/2006/xmlPackage", "office/word/2003/wordml"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> SingleFilePrograms =
        SearchValues.Create(["vnd.ms-office.vbaProject", "docSuppData", "macroEnabled"], StringComparison.OrdinalIgnoreCase);

    // White space, and byte order marks: of UTF-8, and of UTF-16 with its zeros.
    private static ReadOnlySpan<byte> BeforeXml => [(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF];

    private const int LongestType = 25;

    /// <summary>Says whether an entry's name alone tells of macros in the document that it is in.</summary>
    public static bool IsNamedBy(string name) => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says whether an entry is a macro of the document of OpenDocument that it is in.</summary>
    public static bool IsInFolderOfMacros(string name, ArchiveFile document) =>
        (name.StartsWith("Basic/", StringComparison.Ordinal) || name.StartsWith("Scripts/", StringComparison.Ordinal)) && (IsOpenDocument(document) || IsNamedAsOpenDocument(document));

    /// <summary>Says whether a file is the list of a package's types (ECMA-376 part 2, 10.1.2).</summary>
    public static bool IsLookedForIn(ArchiveFile file) => file.Parent is not null && file.Name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Says whether a document's own type or name says that it has macros.</summary>
    /// <remarks>A type of OpenDocument says nothing of macros: each of them may have some.</remarks>
    public static bool IsDeclaredBy(ArchiveFile document)
    {
        if (IsOpenDocument(document))
            return true;

        if (document.ContentType is { } declared)
            return declared.Contains("macroenabled", StringComparison.Ordinal);

        return FileNameRules.ExtensionOf(document.Name) is "docm" or "dotm" or "xlsm" or "xltm" or "xlam" or "xlsb" or "pptm" or "potm" or "ppsm" or "ppam";
    }

    /// <summary>Says whether a document's own type or name is one of Open XML that has no macros.</summary>
    public static bool IsDeniedBy(ArchiveFile document) =>
        document.ContentType?.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal) == true
        || FileNameRules.ExtensionOf(document.Name) is "docx" or "dotx" or "xlsx" or "xltx" or "pptx" or "potx" or "ppsx";

    /// <summary>Says whether a file's beginning is that of a document in one file of XML.</summary>
    public static bool IsSingleFile(ReadOnlySpan<byte> head)
    {
        if (!head.TrimStart(BeforeXml).StartsWith("<"u8))
            return false;

        var text = ArrayPool<char>.Shared.Rent(head.Length + XmlCharacters.More);
        var length = new XmlCharacters().Read(head, text);
        var isOne = text.AsSpan(0, length).ContainsAny(SingleFiles);
        ArrayPool<char>.Shared.Return(text);
        return isOne;
    }

    /// <summary>Reads the list of types to its end.</summary>
    /// <param name="content">The list.</param>
    /// <param name="found">Called where a type tells of macros.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public static ValueTask FindAsync(Stream content, Action found, CancellationToken cancellationToken) => FindAsync(content, Types, found, cancellationToken);

    /// <summary>Reads a document in one file of XML to its end.</summary>
    public static ValueTask FindInSingleFileAsync(Stream content, Action found, CancellationToken cancellationToken) =>
        FindAsync(content, SingleFilePrograms, found, cancellationToken);

    private static async ValueTask FindAsync(Stream content, SearchValues<string> words, Action found, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(PieceLength);
        var text = ArrayPool<char>.Shared.Rent(PieceLength + LongestType + XmlCharacters.More);
        try
        {
            var characters = new XmlCharacters();
            var kept = 0;
            while (await content.ReadAsync(bytes.AsMemory(0, PieceLength), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                var length = kept + characters.Read(bytes.AsSpan(0, read), text.AsSpan(kept));
                if (text.AsSpan(0, length).ContainsAny(words))
                    found();

                // A type may stand across two pieces.
                kept = Math.Min(length, LongestType);
                text.AsSpan(length - kept, kept).CopyTo(text);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static bool IsOpenDocument(ArchiveFile document) => document.ContentType is { } declared
        ? declared.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal)
        : IsNamedAsOpenDocument(document);

    private static bool IsNamedAsOpenDocument(ArchiveFile document) =>
        FileNameRules.ExtensionOf(document.Name) is "odt" or "ott" or "ods" or "ots" or "odp" or "otp" or "odg" or "odf" or "odb";
}
