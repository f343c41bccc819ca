using System.Buffers;
using Attachments.Content.Types;
using Attachments.Content.Types.Signatures;
using Attachments.Content.Types.Text;
using Attachments.Ingestion;
using Attachments.Scanning.ClamAV;
using Microsoft.Extensions.Options;

namespace Attachments.Fuzz.Targets;

/// <summary>A file's declared type on the first line, its first bytes behind it.</summary>
internal sealed class ContentTypeTarget() : FuzzTarget("content-type")
{
    private static readonly ContentTypeRules Lenient = Make(new ContentTypeOptions());
    private static readonly ContentTypeRules Strict = Make(new ContentTypeOptions { Verification = ContentTypeVerification.Strict });
    private static readonly ContentTypeRules Open = Make(new ContentTypeOptions { Allowed = [] });

    // WHATWG MIME Sniffing 3.
    private static readonly SearchValues<byte> BinaryBytes = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0B, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1C, 0x1D, 0x1E, 0x1F]);

    private static ReadOnlySpan<byte> LittleMark => [0xFF, 0xFE];

    private static ReadOnlySpan<byte> BigMark => [0xFE, 0xFF];

    private static ReadOnlySpan<byte> LongMark => [0, 0, 0xFE, 0xFF];

    public override string Description => "a file's first bytes against its declared type; text and encryption to the last byte";

    public override IReadOnlyList<string> Dictionary =>
    [
        "application/pdf\n", "application/zip\n", "text/plain\n", "application/vnd.openxmlformats-officedocument.wordprocessingml.document\n", "%PDF-1.7", "PK\x03\x04", "PK\x05\x06", "\x7F" + "ELF", "MZ", "PE\0\0",
        "\xCA\xFE\xBA\xBE", "\xFE\xED\xFA\xCE", "\xCF\xFA\xED\xFE", "\0asm", "#!/bin/sh\n", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF\xE0", "GIF89a", "RIFF", "WEBPVP8 ", "ftypheic", "ftypavif",
        "ftypisom", "II*\0", "MM\0*", "OggS", "fLaC", "ID3\x04", "\xFF\xFB\x90\x00", "\x1A\x45\xDF\xA3", "webm", "matroska", "7z\xBC\xAF\x27\x1C", "Rar!\x1A\x07", "\x1F\x8B\x08", "BZh9", "\xFD" + "7zXZ\0", "ustar", "wOF2", "OTTO",
        "mimetypeapplication/vnd.oasis.opendocument.text", "[Content_Types].xml", "word/document.xml", "META-INF/MANIFEST.MF", "L\0\0\0\x01\x14\x02\0", "<html", "<?xml", "{\\rtf1", "BM", "\0\0\x01\0",
        "\xFF\xFE", "\xFE\xFF", "\0\0\xFE\xFF", "\xFF\xFE\0\0", "PK\x03\x04\x14\0\x01\0\x08\0", "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var rest = input;
        var declared = UploadRules.ResolveDeclared(InputText.Decode(InputText.TakeLine(ref rest)), null);
        var head = rest[..Math.Min(rest.Length, Lenient.HeadLength)];

        var match = SignatureTable.Find(head);
        var lenient = Lenient.Settle(declared, head);
        var strict = Strict.Settle(declared, head);
        var open = Open.Settle(declared, head);

        if (lenient.TryGetValue(out var settled, out _))
        {
            Violation.Unless(Lenient.Allows(settled), "what is not allowed is refused");
            Violation.Unless(open.TryGetValue(out var settledOpenly, out _) && settledOpenly == settled, "an open list changes no type");
        }

        if (strict.TryGetValue(out var settledStrictly, out _))
            Violation.UnlessEqual(settled, settledStrictly);

        CheckExecutables(head, match, open);
        CheckInPieces(rest);
        if (match is null || MediaType.IsText(match.ContentType))
            Violation.Unless(!open.TryGetValue(out var kept, out _) || kept == declared, "what bears no binary signature keeps its declared type");
    }

    private static void CheckExecutables(ReadOnlySpan<byte> head, ContentTypeMatch? match, AttachmentResult<string> open)
    {
        if (match is { IsExecutable: true } || head.StartsWith("#!"u8) || head.StartsWith("\u007FELF\u0002\u0001\u0001"u8))
            Violation.Unless(!open.TryGetValue(out _, out _), "a program is refused whatever was declared");
    }

    // What looks at every byte, however the bytes come.
    private static void CheckInPieces(ReadOnlySpan<byte> bytes)
    {
        var isText = TextCheck.IsText(bytes);
        if (!bytes.StartsWith(LittleMark) && !bytes.StartsWith(BigMark) && !bytes.StartsWith(LongMark))
            Violation.UnlessEqual(!bytes.ContainsAny(BinaryBytes), isText);

        var whole = new EncryptionWatch();
        whole.See(bytes);

        var random = new Random(InputText.Hash(bytes));
        var bound = 1 << random.Next(1, 13);
        var text = new TextCheck();
        var watch = new EncryptionWatch();
        var accepted = true;
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(random.Next(1, bound), bytes.Length)].ToArray();
            bytes = bytes[piece.Length..];
            accepted &= text.Accepts(piece);
            watch.See(piece);

            // Nothing may be kept of a block.
            piece.AsSpan().Fill(0xCC);
        }

        Violation.UnlessEqual(isText, accepted && text.Completes());
        Violation.UnlessEqual(whole.Found is null, watch.Found is null);
    }

    private static ContentTypeRules Make(ContentTypeOptions options) => new(Options.Create(options), new SignatureContentTypeDetector());
}
