using System.Globalization;
using System.Text;

namespace Attachments.Ingestion.Names;

/// <summary>Which characters a stored name may have.</summary>
internal static class NameCharacters
{
    /// <summary>Copies what may stay: no control characters, line or paragraph separators, bidirectional formatting, halves of surrogate pairs.</summary>
    /// <param name="text">A name.</param>
    /// <param name="kept">As long as the name.</param>
    /// <returns>How many were copied.</returns>
    public static int Keep(ReadOnlySpan<char> text, Span<char> kept)
    {
        var count = 0;

        while (!text.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isWhole && !IsRemoved(rune.Value))
            {
                text[..length].CopyTo(kept[count..]);
                count += length;
            }

            text = text[length..];
        }

        return count;
    }

    /// <summary>Copies as <see cref="Keep"/> does, and sees through what makes an extension look like another: full-width forms and invisible characters.</summary>
    public static int KeepPlain(ReadOnlySpan<char> text, Span<char> kept)
    {
        var all = Keep(text, kept);
        var count = 0;

        foreach (var letter in kept[..all])
        {
            if (char.GetUnicodeCategory(letter) == UnicodeCategory.Format)
                continue;

            kept[count++] = letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - 0xFEE0) : letter;
        }

        return count;
    }

    private static bool IsRemoved(int character) =>
        character is < 0x20 or (>= 0x7F and < 0xA0)
            or 0x2028 or 0x2029
            or 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
