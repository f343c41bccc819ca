namespace Attachments.Browser.Names;

/// <summary>Names that try a browser's reader of <c>Content-Disposition</c>, beside those of the shared corpus.</summary>
internal static class HostileNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        // What ends, splits or escapes a parameter.
        "a\"b.txt", "a\\\"b.txt", "a\\b.txt", "a;filename=b.txt", "a\"; filename=\"b.txt", "a\"; filename*=UTF-8''b.txt", "semi;colon,comma.txt", "a'b''c.txt", "UTF-8''a.txt", "(a) [b] {c}.txt", "a=b.txt", "@ a&b.txt",
        "a\r\nContent-Type: text/html\r\n\r\n.txt", "a\nb.txt", "a\tb.txt", "a\0b.txt",

        // What some readers decode.
        "a%41b.txt", "100%.txt", "%", "%%%.txt", "%2e%2e%2fa.txt", "a%00b.txt", "a%0d%0ab.txt", "%u202e.txt", "=?utf-8?B?ZXZpbC5leGU=?=", "=?utf-8?Q?evil=2Eexe?=.txt", "&#x2e;&amp;.txt", "a+b.txt", "xn--a.txt",

        // Folders and devices.
        ".", "..", "/", "\\", "../../a.txt", "..\\..\\a.txt", "/etc/passwd", "C:\\autoexec.bat", "a/../b.txt", "file:///etc/passwd", "a.txt/", "CON", "nul.txt", "com1", "LPT9.tar.gz", "aux.", "CONIN$",

        // Ends that systems drop or hide.
        ".htaccess", "...", ".a", "a.", "a...", " a.txt ", "a .txt", "a.txt::$DATA", "a:b.txt", "~$draft.txt", "a~1.txt", "a.txt~", "-rf.txt", "--help", "desktop.ini", "Thumbs.db", "a.crdownload",

        // Names that look like others.
        "a.pdf.exe", "a.exe", "a.html", "a.svg", "a.lnk", "a.desktop", "invoice\u202Efdp.exe", "\u202Dabc\u202C.txt", "\u2066a\u2069.txt", "a\u200Bb.txt", "a\u200Cb.txt", "a\u00ADb.txt", "a\uFEFFb.txt", "a\u2060b.txt", "ａ．ｅｘｅ",

        // Letters that ASCII has not.
        "Übergröße.txt", "日本語.txt", "עברית.txt", "العربية.txt", "ไทย.txt", "Ωμέγα €.txt", "📎.txt", "👍🏽.txt", "🇺🇳.txt", "u\u0308ber.txt", "\u1112\u1161\u11AB.txt", "naïve — «café».txt", "\u00A0a.txt", "a\u3000b.txt", "ﬁ.txt",

        // The longest that Chromium saves, and one more.
        new string('a', 240) + ".txt", new string('a', 241) + ".txt", string.Concat(Enumerable.Repeat("é", 120)) + ".txt", string.Concat(Enumerable.Repeat("日", 80)) + ".txt", new string('a', 251) + ".txt",
    ];
}
