namespace Attachments.Browser.Corpus;

/// <summary>Scripts, style sheets and playlists: they act within another page.</summary>
internal static class PageParts
{
    public static IReadOnlyList<ActiveFile> ScriptsAndStyles { get; } =
    [
        Script("script", "text/javascript").RefusedByDefault(),
        Script("script-of-its-old-type", "application/javascript").RefusedByDefault(),
        Script("script-of-a-forgotten-type", "text/livescript").RefusedByDefault(),
        Script("script-of-another-forgotten-type", "application/x-ecmascript").RefusedByDefault(),
        Script("script-as-text", "text/plain"),
        Script("script-as-json", "application/json"),
        Script("script-as-csv", "text/csv"),
        Script("script-as-png", "image/png"),
        Script("script-as-mp3", "audio/mpeg"),
        Script("script-as-pdf", "application/pdf"),
        Style("style", "text/css").RefusedByDefault(),
        Style("style-as-text", "text/plain"),
        Style("style-as-html", "text/html"),
    ];

    public static IReadOnlyList<ActiveFile> Playlists { get; } =
    [
        Playlist("playlist", "audio/mpegurl").RefusedByDefault(),
        Playlist("playlist-of-another-type", "application/vnd.apple.mpegurl").RefusedByDefault(),
        Playlist("playlist-as-mp4", "video/mp4"),
    ];

    private static ActiveFile Script(string name, string contentType) =>
        ActiveFile.Text(name, "part.txt", contentType, canary => canary.Script, "text/javascript", Vehicle.Script);

    private static ActiveFile Style(string name, string contentType) =>
        ActiveFile.Text(name, "part.txt", contentType, canary => $"@import url({canary.Address}/import);body{{background:url({canary.Address}/background)}}", "text/css", Vehicle.Stylesheet);

    // HTTP Live Streaming: a text that names the pieces of a film, wherever they are.
    private static ActiveFile Playlist(string name, string contentType) =>
        ActiveFile.Text(
            name, "list.m3u8", contentType,
            canary => $"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\n{canary.Address}/piece.ts\n#EXT-X-ENDLIST\n",
            "application/vnd.apple.mpegurl", Vehicle.Video);
}
