namespace Attachments.Content.Archives.Reading;

/// <summary>Where a name would lead that stands in an archive. Both slashes part a name: some unpackers take one for the other.</summary>
internal static class EntryName
{
    /// <summary>Returns the name that unpackers write which pass over segments of dots and spaces: of <c>a.bat/.</c>, <c>a.bat</c>.</summary>
    public static string Unpacked(string name) =>
        name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1) is { Length: > 0 } last && last.Trim(". ").IsEmpty ? name.TrimEnd('.', ' ', '/', '\\') : name;

    /// <summary>Says whether a name is absolute, names a drive or a server, climbs, or ends early for readers that stop at a zero.</summary>
    public static bool LeadsAway(ReadOnlySpan<char> name)
    {
        // A folder of nothing but slashes is the one that is unpacked into (Dropbox writes it).
        if (name.Trim("/\\").IsEmpty)
            return false;

        if (name[0] is '/' or '\\' || name.Contains('\0') || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])))
            return true;

        foreach (var segment in name.SplitAny('/', '\\'))
        {
            // Windows drops dots and spaces at the end of a segment: ".. " climbs there.
            if (name[segment].TrimEnd(' ') is ".." || (name[segment].Length > 2 && name[segment].Trim(". ").IsEmpty && name[segment].StartsWith("..")))
                return true;
        }

        return false;
    }
}
