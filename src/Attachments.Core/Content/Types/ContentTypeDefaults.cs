namespace Attachments.Content.Types;

/// <summary>What is accepted and refused where the options say nothing.</summary>
public static class ContentTypeDefaults
{
    /// <summary>Gets the media types that are accepted: text, PDF, ZIP, everyday office and OpenDocument files without macros, raster images, sound and video.</summary>
    public static IReadOnlyList<string> Allowed { get; } =
    [
        "text/plain", "text/html", "text/csv",
        "application/pdf", "application/zip", "application/json", "application/xml",
        "image/jpeg", "image/png", "image/gif",
        "video/mp4", "video/mpeg", "audio/mpeg", "audio/wav",

        // Office. Formats that may carry macros by their name (docm, xlsm, pptm, xlsb) are not here.
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.template",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",

        "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template",
        "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet-template",
        "application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.presentation-template",
        "application/vnd.oasis.opendocument.graphics", "application/vnd.oasis.opendocument.formula",

        "image/webp", "image/bmp", "image/tiff", "image/heic", "image/heif", "image/avif", "image/jxl", "image/jp2", "image/vnd.microsoft.icon",
    ];

    /// <summary>Gets the file name extensions that are refused, lower case, without their dot.</summary>
    /// <remarks>
    /// What Outlook blocks, and what runs on systems other than Windows. Left out of Outlook's list: <c>mat</c> and <c>tmp</c>, which are mostly data.
    /// </remarks>
    public static IReadOnlyList<string> RefusedExtensions { get; } =
    [
        // Windows programs, libraries and installers.
        "exe", "com", "scr", "pif", "dll", "ocx", "cpl", "sys", "drv", "msi", "msp", "mst", "msu", "msix", "msixbundle", "appx", "appxbundle",
        "appinstaller", "application", "appref-ms", "app", "gadget", "xbap", "xll", "wll", "vsto", "diagcab", "diagcfg", "diagpkg", "bgi", "ops", "pcd", "prg", "fxp",
        // Shells and scripts.
        "bat", "cmd", "btm", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1", "psdm1", "psm1", "cdxml", "pssc", "msh", "msh1", "msh2", "mshxml", "msh1xml", "msh2xml",
        "vb", "vbe", "vbs", "vbp", "vbscript", "vsmacros", "vsw", "bas", "ws", "wsb", "wsc", "wsf", "wsh", "sct", "shb", "shs",
        "js", "jse", "mjs", "cjs", "hta", "htc", "jsp", "jspx", "asp", "aspx", "asx", "ashx", "cer", "crt", "der", "its",
        "sh", "bash", "zsh", "ksh", "csh", "tcsh", "fish", "command", "run", "tool", "workflow", "action", "scpt", "scptd", "applescript", "osascript", "desktop",
        "py", "pyc", "pyo", "pyw", "pyz", "pyzw", "pl", "plg", "rb", "lua", "php", "php3", "php4", "php5", "php7", "phps", "phtml", "phar", "cgi", "tcl", "ahk", "au3",
        // Programs elsewhere.
        "jar", "war", "ear", "class", "jnlp", "elf", "so", "dylib", "ko", "apk", "xapk", "aab", "ipa", "dex", "wasm", "swf", "air",
        "deb", "rpm", "snap", "flatpak", "flatpakref", "appimage", "pkg", "mpkg", "dmg",
        // Shortcuts, settings and help that run what they name.
        "lnk", "url", "webloc", "website", "scf", "reg", "inf", "ins", "isp", "job", "chm", "hlp", "cnt", "hpj", "msc", "theme", "themepack", "deskthemepack",
        "settingcontent-ms", "search-ms", "searchconnector-ms", "library-ms", "symlink", "rdp", "osd", "grp", "prf", "printerexport", "webpnp", "xnk", "mcf", "xaml",
        // Office files that are programs, queries or add-ins.
        "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "xla", "pptm", "potm", "ppsm", "ppam", "ppa", "sldm", "wbk", "iqy", "oqy", "rqy", "dqy", "slk", "onepkg", "pst", "ost",
        "ade", "adp", "mad", "maf", "mag", "mam", "maq", "mar", "mas", "mau", "mav", "maw", "mda", "mdb", "mde", "mdt", "mdw", "mdz", "accda", "accdb", "accde", "accdr",
        // Disk images and archives that mount or unpack on a double click, past the mark of the web.
        "iso", "img", "udf", "vhd", "vhdx", "vmdk", "wim", "cab", "xpi", "crx",
    ];
}
