using System.Text;
using System.Text.Unicode;

namespace Attachments.Content.Archives.Zip;

/// <summary>The names in a ZIP (APPNOTE appendix D).</summary>
internal static class ZipText
{
    /// <summary>The longest name that is taken, in bytes: what file systems take as a path.</summary>
    public const int LongestName = 4096;

    // Many archives hold UTF-8 without saying so. Of other code pages only the ASCII half matters to the rules.
    public static string Read(ReadOnlySpan<byte> name) => (Utf8.IsValid(name) ? Encoding.UTF8 : Encoding.Latin1).GetString(name);
}
