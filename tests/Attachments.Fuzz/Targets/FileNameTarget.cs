using System.Text;
using Attachments.Content.Types;
using Attachments.Ingestion;
using Attachments.Ingestion.Names;
using Microsoft.Extensions.Options;

namespace Attachments.Fuzz.Targets;

/// <summary>A client's file name, in UTF-8.</summary>
internal sealed class FileNameTarget() : FuzzTarget("file-names")
{
    private static readonly UploadRules Rules = new(new ContentTypeRules(Options.Create(new ContentTypeOptions()), new SignatureContentTypeDetector()));

    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(static digit => new[] { $"COM{digit}", $"LPT{digit}" }), "COM\u00B9", "LPT\u00B2", "COM\u00B3"];

    public override string Description => "a client's file name";

    public override IReadOnlyList<string> Dictionary =>
    [
        "/", "\\", "..", ".", " ", "CON", "nul.txt", "COM1", "LPT\xC2\xB9", "AUX .", ".exe", ".docx", ".tar.gz", "::$DATA", "\xE2\x80\xAE", "\xD8\x9C", "\xE2\x81\xA6", "\xE2\x80\x8B",
        "\xEF\xBC\xAE", "\xEF\xBC\x8E\xEF\xBD\x85\xEF\xBD\x98\xEF\xBD\x85", "e\xCC\x81", "\xCC\x88\xCC\xA3", "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "\xEA\xB0\x80", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "\xED\xA0\xBD",
        "\xED\xB8\x80", "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xE2\x84\xAB", "\xF0\xAF\xA0\x80", "<>:\"|?*", "\0", "\r\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\xE3\x80\x80",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var name = InputText.Decode(input);
        var contentType = UploadRules.ResolveDeclared(null, name);
        var cleaned = FileNameRules.Clean(name, contentType);

        CheckContract(cleaned);
        Violation.UnlessEqual(cleaned, FileNameRules.Clean(cleaned, contentType));
        Violation.UnlessEqual(cleaned, UnicodeComposition.Compose(cleaned));
        CheckExtension(name, cleaned, contentType);
    }

    // The contract's words, one by one.
    private static void CheckContract(string cleaned)
    {
        Violation.Unless(Encoding.UTF8.GetByteCount(cleaned) is >= 1 and <= 255);
        Violation.Unless(!cleaned.AsSpan().ContainsAny("/\\<>:\"|?*"));
        Violation.Unless(!cleaned.Any(char.IsControl));
        Violation.Unless(!cleaned.Any(static c => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')));
        Violation.Unless(cleaned[0] is not ('.' or ' ') && cleaned[^1] is not ('.' or ' '));
        Violation.Unless(!Devices.Contains(cleaned.Split('.')[0].TrimEnd(' '), StringComparer.OrdinalIgnoreCase));
        Violation.Unless(!cleaned.EnumerateRunes().Any(static rune => rune == Rune.ReplacementChar) || cleaned.Contains('\uFFFD', StringComparison.Ordinal), "no half of a surrogate pair is left");
    }

    private static void CheckExtension(string name, string cleaned, string contentType)
    {
        var extension = FileNameRules.ExtensionOf(name);
        Violation.Unless(!extension.Contains('.', StringComparison.Ordinal));
        Violation.UnlessEqual(extension.ToLowerInvariant(), extension);

        // Whatever the name was before: what is stored must not open as a program.
        if (cleaned.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || extension == "exe")
            Violation.Unless(Rules.CheckDeclared(contentType, name) is not null, "a name that is or becomes .exe is refused");

        // "its extension kept": where the extension is plain and short it outlives the cut.
        if (extension.Length is > 0 and <= 16 && extension.All(char.IsAsciiLetterOrDigit) && name.EndsWith("." + extension, StringComparison.OrdinalIgnoreCase) && HasStem(name, extension))
            Violation.Unless(cleaned.EndsWith("." + extension, StringComparison.OrdinalIgnoreCase), "the extension is kept");
    }

    private static bool HasStem(string name, string extension) =>
        name.AsSpan(0, name.Length - extension.Length - 1) is var stem && stem[(stem.LastIndexOfAny('/', '\\') + 1)..].ContainsAnyInRange('0', 'z');
}
