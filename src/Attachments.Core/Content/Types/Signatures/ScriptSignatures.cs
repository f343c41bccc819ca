using System.Text;

namespace Attachments.Content.Types.Signatures;

/// <summary>Scripts, and documents and shortcuts that run what they name: refused like programs.</summary>
internal static class ScriptSignatures
{
    private const string Interpreter = "POSIX execve, Linux binfmt_script";
    private const string Registry = "Microsoft, .reg file syntax";

    public static Signature[] All { get; } =
    [
        Script("'#!'", "text/x-script", Interpreter),
        // The mark hides the line from a kernel, not from a shell that is handed the file.
        Script("EFBBBF '#!'", "text/x-script", Interpreter),
        Script("'#@~^' ???????????? '=='", "application/x-encoded-script", "Microsoft Script Encoder"),
        Script("'FasdUAS '", "application/x-applescript", "Apple, compiled AppleScript"),
        Script("4C000000 0114020000000000C000000000000046", "application/x-ms-shortcut", "[MS-SHLLINK] 2.1"),
        Script("'[InternetShortcut]'", "application/x-mswinurl", "Windows, Internet shortcut"),
        Script("'[Shell]'", "application/x-ms-scf", "Windows, shell command file", static head => Has(head[..Math.Min(head.Length, 256)], "command="u8)),
        Script("'[Desktop Entry]'", "application/x-desktop", "freedesktop.org Desktop Entry 1.5"),
        Script("'REGEDIT4'", "text/x-ms-regedit", Registry),
        Script("'Windows Registry Editor Version '", "text/x-ms-regedit", Registry),
        Script("FFFE 5700 6900 6E00 6400 6F00 7700 7300 2000 5200 6500 6700 6900 7300 7400 7200 7900", "text/x-ms-regedit", Registry),
        Script("'<'", "application/hta", "Microsoft, HTML Applications", IsHtmlApplication),
        Script("EFBBBF '<'", "application/hta", "Microsoft, HTML Applications", IsHtmlApplication),
        Script("0D0A", "application/hta", "Microsoft, HTML Applications", IsHtmlApplication),
        Script("0A", "application/hta", "Microsoft, HTML Applications", IsHtmlApplication),
        Script("20", "application/hta", "Microsoft, HTML Applications", IsHtmlApplication),
        Script("09", "application/hta", "Microsoft, HTML Applications", IsHtmlApplication),
        Script("'ITSF' 03000000", "application/vnd.ms-htmlhelp", "Microsoft HTML Help, ITSF header"),
        Script("3F5F0300", "application/winhlp", "Windows Help, HLP header"),
    ];

    private static Signature Script(string pattern, string contentType, string source, HeadCheck? confirm = null) =>
        new(pattern, contentType) { IsExecutable = true, Source = source, Confirm = confirm };

    // Only in what begins as markup: a text about such applications is a text.
    private static bool IsHtmlApplication(ReadOnlySpan<byte> head)
    {
        var markup = (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        return markup.StartsWith((byte)'<') && Has(markup, "<hta:application"u8);
    }

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase)
    {
        for (var at = NextOf(text, lowerCase[0]); at >= 0 && text.Length - at >= lowerCase.Length; at = NextOf(text, lowerCase[0]))
        {
            text = text[at..];
            if (Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase))
                return true;

            text = text[1..];
        }

        return false;
    }

    private static int NextOf(ReadOnlySpan<byte> text, byte lowerCase) => text.IndexOfAny(lowerCase, char.IsAsciiLetter((char)lowerCase) ? (byte)(lowerCase - 0x20) : lowerCase);
}
