using System.Text;

namespace Attachments.Browser.Corpus;

/// <summary>HTML, by its own name and by others.</summary>
internal static class Pages
{
    public static IReadOnlyList<ActiveFile> All { get; } =
    [
        ActiveFile.Text("html", "page.html", "text/html", Html),
        ActiveFile.Text("html-with-charset", "page.htm", "text/html; charset=utf-7", Html),
        ActiveFile.Text("html-of-no-type", "page.html", null, Html),
        ActiveFile.Text("html-of-a-type-that-is-none", "page.html", "html", Html),
        ActiveFile.Text("html-as-text", "page.txt", "text/plain", Html),
        ActiveFile.Text("html-as-png", "page.png", "image/png", Html),
        ActiveFile.Text("html-as-gif-of-another-name", "page.svg", "image/gif", Html),
        ActiveFile.Text("html-as-pdf", "page.pdf", "application/pdf", Html),
        ActiveFile.Text("html-as-mp4", "page.mp4", "video/mp4", Html),
        ActiveFile.Text("html-as-mp3", "page.mp3", "audio/mpeg", Html),
        ActiveFile.Text("html-as-csv", "page.csv", "text/csv", Html),
        ActiveFile.Text("html-as-json", "page.json", "application/json", Html),
        ActiveFile.Text("html-as-zip", "page.zip", "application/zip", Html),
        ActiveFile.Text("html-as-bytes", "page.bin", "application/octet-stream", Html).RefusedByDefault(),
        ActiveFile.Text("html-as-unknown", "page.x", "unknown/unknown", Html).RefusedByDefault(),
        ActiveFile.Text("html-as-any-video", "page.mkv", "video/x-unknown", Html).RefusedByDefault(),
        ActiveFile.Text("html-as-any-text", "page.text", "text/x-unknown", Html).RefusedByDefault(),
        new("html-in-utf-16", "page.html", "text/html", "text/html", Vehicle.Page, canary => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(canary.Page)]),
        new("html-behind-a-mark", "page.txt", "text/plain", "text/html", Vehicle.Page, canary => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(canary.Page)]),
        ActiveFile.Text("html-with-handlers", "page.html", "text/html", canary => $"<body onload=\"{canary.Script}\"><img src=\"x\" onerror=\"{canary.Script}\"><details open ontoggle=\"{canary.Script}\">"),
        ActiveFile.Text("html-without-script", "page.html", "text/html", canary => canary.Loaders),
        ActiveFile.Text("html-that-moves-on", "page.html", "text/html", canary => $"<meta http-equiv=\"refresh\" content=\"0; url={canary.Address}\">"),
        ActiveFile.Text("html-that-nests", "page.html", "text/html", canary => $"<iframe srcdoc=\"<script>{canary.Script}</script>\"></iframe>"),
        ActiveFile.Text("mhtml", "page.mht", null, Mhtml).RefusedByDefault(),
        ActiveFile.Text("mhtml-as-mail", "page.eml", "message/rfc822", Mhtml).RefusedByDefault(),
        ActiveFile.Text("mhtml-of-its-old-type", "page.mhtml", "application/x-mimearchive", Mhtml).RefusedByDefault(),
        ActiveFile.Text("mhtml-as-text", "page.txt", "text/plain", Mhtml),
    ];

    private static string Html(Canary canary) => canary.Page;

    private static string Mhtml(Canary canary) =>
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"part\"\r\n\r\n"
        + $"--part\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: http://mail.localhost/\r\n\r\n{canary.Page}\r\n--part--\r\n";
}
