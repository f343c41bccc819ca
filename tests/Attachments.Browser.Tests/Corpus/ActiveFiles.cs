namespace Attachments.Browser.Corpus;

/// <summary>Every active file.</summary>
public static class ActiveFiles
{
    public const string Playlists = "playlists";

    /// <summary>Gets the files by family.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ActiveFile>> Families { get; } = new Dictionary<string, IReadOnlyList<ActiveFile>>
    {
        ["html"] = Pages.All,
        ["xml"] = XmlPages.All,
        ["polyglots"] = Polyglots.All,
        ["scripts and styles"] = PageParts.ScriptsAndStyles,
        [Playlists] = PageParts.Playlists,
    };
}
