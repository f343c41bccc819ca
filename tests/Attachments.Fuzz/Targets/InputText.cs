using System.Text;

namespace Attachments.Fuzz.Targets;

/// <summary>Makes text of an input, halves of surrogate pairs included, and lines of text.</summary>
internal static class InputText
{
    /// <summary>Decodes UTF-8. Three bytes that would encode half of a surrogate pair become it; what else is malformed becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (bytes is [0xED, >= 0xA0 and <= 0xBF and var second, >= 0x80 and <= 0xBF and var third, ..])
            {
                text.Append((char)(0xD000 | ((second & 0x3F) << 6) | (third & 0x3F)));
                bytes = bytes[3..];
                continue;
            }

            Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(rune.ToString());
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>Takes the first line off an input.</summary>
    /// <returns>The line without its line feed.</returns>
    public static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'\n');
        var line = end < 0 ? input : input[..end];
        input = end < 0 ? [] : input[(end + 1)..];
        return line;
    }

    /// <summary>Makes a number of an input, so that the same input is always cut, split or timed in the same way.</summary>
    public static int Hash(ReadOnlySpan<byte> input)
    {
        var hash = 2166136261u;
        foreach (var octet in input)
            hash = (hash ^ octet) * 16777619;

        return (int)(hash & int.MaxValue);
    }
}
