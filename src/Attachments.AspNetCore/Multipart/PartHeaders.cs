using System.Text;
using Attachments.Content;
using Attachments.Ingestion;

namespace Attachments.AspNetCore.Multipart;

/// <summary>What a part's headers say of it.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="FileName">The file's name; null where there is none.</param>
/// <param name="ContentType">The declared type; null where there is none.</param>
/// <param name="ContentEncoding">The declared transfer encoding.</param>
internal sealed record PartHeaders(string Name, string? FileName, string? ContentType, ContentEncoding ContentEncoding)
{
    private const int MaxLines = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Finds where a block of headers ends.</summary>
    /// <param name="block">The bytes from the delimiter on.</param>
    /// <param name="from">Where to begin to look.</param>
    /// <returns>The first byte of the content; -1 where it has not come yet.</returns>
    public static int FindEnd(ReadOnlySpan<byte> block, int from = 0)
    {
        if (block.StartsWith("\r\n"u8))
            return 2;

        var blank = block[from..].IndexOf("\r\n\r\n"u8);
        return blank < 0 ? -1 : from + blank + 4;
    }

    /// <summary>Reads a block of headers with the blank line that ends it.</summary>
    /// <exception cref="UploadInterruptedException">The headers are malformed.</exception>
    public static PartHeaders Parse(ReadOnlySpan<byte> block)
    {
        // The blank line ends in one CRLF more. Counted on the bytes, before a string is made of any line.
        if (block.Count("\r\n"u8) > MaxLines + 1)
            throw Malformed("A part of the form has more than 32 lines of headers");

        string? disposition = null, contentType = null, transferEncoding = null;
        foreach (var line in Decode(block).Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n"))
        {
            if (line.Length == 0)
                continue;

            var colon = line.IndexOf(':');
            if (colon <= 0 || line[colon - 1] is ' ' or '\t' || line.AsSpan().ContainsAny('\r', '\n', '\0'))
                throw Malformed("A part of the form has a malformed header");

            var value = line[(colon + 1)..].Trim(' ', '\t');
            switch (line[..colon].ToLowerInvariant())
            {
                case "content-disposition":
                    disposition = disposition is null ? value : throw Malformed("A part of the form has two Content-Disposition headers");
                    break;
                case "content-type":
                    contentType = contentType is null ? value : throw Malformed("A part of the form has two Content-Type headers");
                    break;
                case "content-transfer-encoding":
                    transferEncoding = value;
                    break;
            }
        }

        var form = HeaderValue.Parse(disposition);
        if (form is null || !form.Value.Equals("form-data", StringComparison.OrdinalIgnoreCase) || form["name"] is not { } name)
            throw Malformed("A part of the form has no valid Content-Disposition header");

        return new PartHeaders(
            BrowserEscapes.Undo(name),
            PartFileName.Of(form),
            string.IsNullOrEmpty(contentType) ? null : contentType,
            "base64".Equals(transferEncoding, StringComparison.OrdinalIgnoreCase) ? ContentEncoding.Base64 : ContentEncoding.None);
    }

    // Headers of forms are UTF-8 today. What is not can only be a client of old, whose bytes are one character each.
    private static string Decode(ReadOnlySpan<byte> block)
    {
        try
        {
            return StrictUtf8.GetString(block);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(block);
        }
    }

    private static UploadInterruptedException Malformed(string detail) => new(Rejection.MalformedForm(detail));
}
