using System.Buffers;
using System.Globalization;
using System.Text;
using Attachments.Content.Types;
using Attachments.Ingestion.Names;

namespace Attachments.Ingestion;

/// <summary>Makes of a client's file name one that every file system, header and reader can bear. It is a label, never part of a path.</summary>
internal static class FileNameRules
{
    /// <summary>The longest stored name, in UTF-8 bytes: what the usual file systems take.</summary>
    public const int LongestName = 255;

    // What follows the last dot of a sentence is no extension.
    private const int LongestExtension = 64;

    // Composing makes at most four characters into one: from this many come at least as many bytes as a name may have.
    private const int EnoughOfStem = 4 * LongestName;

    private static readonly SearchValues<char> Replaced = SearchValues.Create("<>:\"|?*");

    private static readonly SearchValues<char> Plain =
        SearchValues.Create(" !#$%&'()+,-.0123456789;=@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~");

    /// <summary>Returns the name under which a file is stored.</summary>
    /// <param name="name">The client's name, a path perhaps; null where there is none.</param>
    /// <param name="contentType">The file's type, normalised; it names a file of which no name is left.</param>
    /// <returns>1 to <see cref="LongestName"/> bytes of UTF-8. Cleaning it again changes nothing.</returns>
    public static string Clean(string? name, string contentType)
    {
        if (name is null)
            return Nameless(contentType);

        var segment = LastSegment(name);
        if (IsClean(segment))
            return segment.Length == name.Length ? name : segment.ToString();

        var buffer = ArrayPool<char>.Shared.Rent(segment.Length);
        var kept = Trim(buffer.AsSpan(0, NameCharacters.Keep(segment, buffer)));
        var cleaned = Fit(Replace(UnicodeComposition.Compose(Ends(kept))));
        ArrayPool<char>.Shared.Return(buffer);
        return cleaned.Length > 0 ? cleaned : Nameless(contentType);
    }

    /// <summary>Returns the extension by which a system would open the file: lower case, without its dot; empty where there is none.</summary>
    /// <param name="name">A client's name or a cleaned one; disguises are seen through.</param>
    public static string ExtensionOf(string? name)
    {
        var segment = LastSegment(name ?? "");
        var buffer = ArrayPool<char>.Shared.Rent(segment.Length);
        var text = (ReadOnlySpan<char>)buffer.AsSpan(0, NameCharacters.KeepPlain(segment, buffer));

        // NTFS opens "a.exe::$DATA" as "a.exe".
        if (text.IndexOf("::$", StringComparison.Ordinal) is var stream and >= 0)
            text = text[..stream];

        text = text.TrimEnd(". ");
        var dot = text.LastIndexOf('.');
        var extension = dot < 0 ? "" : text[(dot + 1)..].ToString().ToLowerInvariant();
        ArrayPool<char>.Shared.Return(buffer);
        return extension;
    }

    private static ReadOnlySpan<char> LastSegment(ReadOnlySpan<char> name) => name[(name.LastIndexOfAny('/', '\\') + 1)..];

    private static bool IsClean(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= LongestName && !name.ContainsAnyExcept(Plain)
        && name[0] is not ('.' or ' ') && name[^1] is not ('.' or ' ') && !DeviceNames.Include(name);

    // A megabyte of name is cut before it is composed: its beginning and its extension are all that can stay.
    private static string Ends(ReadOnlySpan<char> name)
    {
        if (name.Length <= EnoughOfStem + LongestExtension)
            return name.ToString();

        var tail = name[^(LongestExtension + 1)..];
        var dot = tail.LastIndexOf('.');
        var stem = name[..(EnoughOfStem - (char.IsHighSurrogate(name[EnoughOfStem - 1]) ? 1 : 0))];
        return string.Concat(stem, dot < 0 ? default : tail[dot..]);
    }

    private static string Replace(string name)
    {
        if (!name.AsSpan().ContainsAny(Replaced))
            return name;

        return string.Create(name.Length, name, static (text, name) => name.AsSpan().ReplaceAny(text, Replaced, '_'));
    }

    // Cutting may leave a space at the end, or a device's name: until nothing changes. Each round but the last one shortens the name or ends it.
    private static string Fit(string name)
    {
        while (true)
        {
            var fitted = Trim(name);
            var safe = DeviceNames.Include(fitted) ? string.Concat("_", fitted) : fitted.ToString();
            var shortened = Shorten(safe);
            if (shortened == name)
                return name;

            name = shortened;
        }
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> name)
    {
        var start = 0;
        while (start < name.Length && IsTrimmed(name[start]))
            start++;

        var end = name.Length;
        while (end > start && IsTrimmed(name[end - 1]))
            end--;

        return name[start..end];
    }

    private static bool IsTrimmed(char letter) => letter == '.' || char.IsWhiteSpace(letter);

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestName)
            return name;

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= LongestExtension ? name.AsSpan(dot) : default;
        var stem = name.AsSpan(0, name.Length - extension.Length);
        return string.Concat(Cut(stem, LongestName - Encoding.UTF8.GetByteCount(extension)), extension);
    }

    // Between what a reader sees as characters; within one only where it alone is too long.
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int bytes)
    {
        var length = 0;

        while (length < text.Length)
        {
            var element = StringInfo.GetNextTextElementLength(text[length..]);
            bytes -= Encoding.UTF8.GetByteCount(text.Slice(length, element));
            if (bytes < 0)
                return length > 0 ? text[..length] : CutWithin(text, bytes + Encoding.UTF8.GetByteCount(text[..element]));

            length += element;
        }

        return text;
    }

    private static ReadOnlySpan<char> CutWithin(ReadOnlySpan<char> text, int bytes)
    {
        var length = 0;

        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
                break;

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static string Nameless(string contentType) =>
        ContentTypeByExtension.ExtensionOf(contentType) is { } extension ? $"attachment.{extension}" : "attachment";
}
