using System.Globalization;
using System.Text;

namespace Attachments.Browser.Names;

/// <summary>What Chromium 156 itself makes of a name that it is told, on Linux.</summary>
internal static class ChangedNames
{
    // While it saves, ".crdownload" stands behind the name, and a name has 255 bytes at most. With a window it asks the user for another name; without one it gives up.
    private const int LongestSaved = 255 - 11;

    /// <summary>Tells under which name Chromium saves a file.</summary>
    /// <param name="promised">The name in the metadata, which is the one that it is told.</param>
    /// <returns>Null where it gives up.</returns>
    public static string? LandingOf(string promised)
    {
        // A name of nothing but what it would replace counts as none.
        if (promised.All(letter => letter == '_'))
            return "download";

        // Format characters, the joiners of scripts and emoji among them, and tildes at either end.
        var letters = promised.EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? "_" : rune.ToString()).ToList();
        if (letters[0] == "~")
            letters[0] = "_";
        if (letters[^1] == "~")
            letters[^1] = "_";

        var landed = string.Concat(letters);
        return Encoding.UTF8.GetByteCount(landed) > LongestSaved ? null : landed;
    }
}
