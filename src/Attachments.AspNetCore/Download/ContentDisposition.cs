using System.Buffers;
using System.Text;

namespace Attachments.AspNetCore.Download;

/// <summary>Writes <c>Content-Disposition</c> (RFC 6266) with a name for every client, and the true name for those that read RFC 8187.</summary>
internal static class ContentDisposition
{
    // Left out of printable ASCII: what ends or escapes a quoted string, and the percent sign, behind which some clients decode.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<byte> AttributeBytes = SearchValues.Create(
        "!#$&+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~"u8);

    public static string Format(string fileName, bool inline)
    {
        var type = inline ? "inline" : "attachment";
        return fileName.AsSpan().ContainsAnyExcept(Plain)
            ? $"{type}; filename=\"{Fallback(fileName)}\"; filename*=UTF-8''{Encode(fileName)}"
            : $"{type}; filename=\"{fileName}\"";
    }

    // One underscore for every character that is not plain, a surrogate pair counting as one.
    private static string Fallback(string fileName)
    {
        var text = new StringBuilder(fileName.Length);
        foreach (var rune in fileName.EnumerateRunes())
            text.Append(rune.IsAscii && Plain.Contains((char)rune.Value) ? (char)rune.Value : '_');

        return text.ToString();
    }

    private static string Encode(string fileName)
    {
        var text = new StringBuilder(fileName.Length * 3);
        foreach (var octet in Encoding.UTF8.GetBytes(fileName))
        {
            if (AttributeBytes.Contains(octet))
                text.Append((char)octet);
            else
                text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
