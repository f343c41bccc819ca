using System.Globalization;
using System.Text;

namespace Attachments.AspNetCore.Multipart;

/// <summary>Reads the file's name out of a part's <c>Content-Disposition</c>, in all the ways in which clients write it.</summary>
internal static class PartFileName
{
    /// <summary>Gets the name.</summary>
    /// <returns><c>filename*</c> (RFC 8187) where it is well-formed, else <c>filename</c> with encoded words (RFC 2047) decoded; null where there is none.</returns>
    public static string? Of(HeaderValue disposition)
    {
        if (disposition["filename*"] is { } extended && DecodeExtended(extended) is { } name)
            return name;

        return disposition["filename"] is { } plain ? BrowserEscapes.Undo(DecodeWords(plain)) : null;
    }

    // charset'language'percent-encoded
    private static string? DecodeExtended(string value)
    {
        var parts = value.Split('\'', 3);
        if (parts.Length != 3 || Charset.Find(parts[0]) is not { } charset || PercentDecode(parts[2]) is not { } bytes)
            return null;

        return charset.GetString(bytes);
    }

    private static byte[]? PercentDecode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                if (!char.IsAscii(text[i]))
                    return null;

                bytes.Add((byte)text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
                return null;

            bytes.Add(octet);
            i += 2;
        }

        return [.. bytes];
    }

    // =?charset?B|Q?text?= , one or more; blanks between two of them are not part of the name.
    private static string DecodeWords(string text)
    {
        if (!text.StartsWith("=?", StringComparison.Ordinal) || !text.EndsWith("?=", StringComparison.Ordinal))
            return text;

        var name = new StringBuilder();
        foreach (var word in text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (DecodeWord(word) is not { } decoded)
                return text;

            name.Append(decoded);
        }

        return name.ToString();
    }

    private static string? DecodeWord(string word)
    {
        var parts = word.Split('?');
        if (parts is not ["=", var charsetName, var encoding, var text, "="] || Charset.Find(charsetName) is not { } charset)
            return null;

        var bytes = encoding switch
        {
            "B" or "b" => DecodeBase64(text),
            "Q" or "q" => PercentDecode(text.Replace("%", "%25", StringComparison.Ordinal).Replace('=', '%').Replace('_', ' ')),
            _ => null,
        };

        return bytes is null ? null : charset.GetString(bytes);
    }

    private static byte[]? DecodeBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
