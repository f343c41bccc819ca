using Attachments.AspNetCore;
using Attachments.AspNetCore.Download;
using Attachments.Content.Types;
using Attachments.Ingestion;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Attachments.Fuzz.Targets;

/// <summary>A declared content type.</summary>
internal sealed class MediaTypeTarget() : FuzzTarget("media-type")
{
    private static readonly InlineTypes Inline = new(Options.Create(new AttachmentsHttpOptions()));

    public override string Description => "a declared content type";

    public override IReadOnlyList<string> Dictionary =>
        ["application/pdf", "text/html", "TEXT/", "image/svg+xml", "image/jpg", "audio/*", "; charset=utf-8", ";", "/", "*/*", "+xml", "+json", "\t", " ", "\r\n", "\0", "\xC4\xB0", "\xE2\x84\xAA", "x-"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var declared = InputText.Decode(input);
        var isType = MediaType.TryNormalize(declared, out var contentType);
        var resolved = UploadRules.ResolveDeclared(declared, null);
        Violation.UnlessEqual(isType ? contentType : MediaType.OctetStream, resolved);
        if (!isType)
            return;

        Violation.Unless(contentType!.Length <= 255 && contentType.Count(static c => c == '/') == 1);
        Violation.Unless(!contentType.AsSpan().ContainsAnyExceptInRange('!', '~') && !contentType.AsSpan().ContainsAny("\"(),:;<=>?@[]{}\\*") && !contentType.Any(char.IsAsciiLetterUpper));
        Violation.Unless(MediaType.TryNormalize(contentType, out var again) && again == contentType, "a normalised type stays as it is");
        Violation.Unless(MediaTypeHeaderValue.TryParse(contentType, out var theirs) && theirs.MediaType == contentType, "the framework takes a normalised type");
        Violation.Unless(!Inline.Allows(contentType) || !IsMarkup(contentType), "no markup is shown inline");
    }

    // What the MIME Sniffing Standard calls an XML or HTML type.
    private static bool IsMarkup(string contentType) =>
        contentType is "text/html" or "text/xml" or "application/xml" || contentType.EndsWith("+xml", StringComparison.Ordinal);
}
