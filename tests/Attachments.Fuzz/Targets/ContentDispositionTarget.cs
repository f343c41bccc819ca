using System.Text;
using Attachments.AspNetCore.Download;
using Attachments.AspNetCore.Multipart;
using Attachments.Ingestion;
using Microsoft.Net.Http.Headers;

namespace Attachments.Fuzz.Targets;

/// <summary>A file name that is written into <c>Content-Disposition</c>: as it is stored, and as a row from elsewhere might have it.</summary>
internal sealed class ContentDispositionTarget() : FuzzTarget("content-disposition")
{
    public override string Description => "a name written into Content-Disposition and read back";

    public override IReadOnlyList<string> Dictionary =>
        ["\r\n", "\"", "\\", ";", "%", "%0D%0A", "%22", "'", "UTF-8''", "=?utf-8?B?QQ==?=", "; filename*=", "filename=", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xC2\xA0", "\0", "\x7F", "\xC2\x80", "../", "=?", "?="];

    // Stored names have 255 bytes; a row from elsewhere might have more, but not a megabyte.
    public override int MaxLength => 64 * 1024;

    public override void Run(ReadOnlySpan<byte> input)
    {
        var name = InputText.Decode(input);
        var stored = FileNameRules.Clean(name, "text/plain");

        var header = ContentDisposition.Format(stored, inline: false);
        CheckHeader(header, "attachment; filename=\"");
        Violation.UnlessEqual(header["attachment".Length..], ContentDisposition.Format(stored, inline: true)["inline".Length..]);
        Violation.Unless(ContentDispositionHeaderValue.TryParse(header, out var theirs), "the framework reads the header");
        Violation.UnlessEqual(stored, (theirs.FileNameStar.HasValue ? theirs.FileNameStar : HeaderUtilities.RemoveQuotes(theirs.FileName)).ToString());
        Violation.Unless(HeaderValue.Parse(header) is not null, "our own reader reads the header");

        // An upload's name is browser-escaped or made of encoded words; a download's is neither.
        if (theirs.FileNameStar.HasValue)
            Violation.UnlessEqual(stored, PartFileName.Of(HeaderValue.Parse(header)!));

        CheckHeader(ContentDisposition.Format(name, inline: true), "inline; filename=\"");
    }

    private static void CheckHeader(string header, string start)
    {
        Violation.Unless(header.StartsWith(start, StringComparison.Ordinal));
        Violation.Unless(!header.AsSpan().ContainsAnyExceptInRange(' ', '~'), "a header is printable ASCII");
        var fallback = header[start.Length..header.IndexOf('"', start.Length)];
        Violation.Unless(!fallback.AsSpan().ContainsAny('\\', '%'));
        Violation.Unless(header.Length == start.Length + fallback.Length + 1 || header[(start.Length + fallback.Length)..].StartsWith("\"; filename*=UTF-8''", StringComparison.Ordinal), "one quoted string, and one extended value");
        Violation.Unless(Encoding.ASCII.GetByteCount(header) == header.Length);
    }
}
