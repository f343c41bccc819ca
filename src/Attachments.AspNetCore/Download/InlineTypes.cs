using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Download;

/// <summary>Knows which media types a browser may show without a download.</summary>
internal sealed class InlineTypes(IOptions<AttachmentsHttpOptions> options)
{
    private static readonly string[] Defaults =
    [
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/vnd.microsoft.icon",
        "application/pdf", "text/plain", "audio/*", "video/*",
    ];

    // Whatever a host configures: these run, or carry what runs, in the host's own origin.
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml", "application/xml-dtd", "application/xml-external-parsed-entity",
        "text/xml-external-parsed-entity", "text/xsl", "application/xslt+xml", "text/javascript", "application/javascript", "application/ecmascript",
        "text/ecmascript", "text/css", "text/cache-manifest", "application/x-shockwave-flash", "multipart/x-mixed-replace", "multipart/related",
        "message/rfc822", "application/x-java-applet", "text/vtt",
    };

    private readonly string[] allowed = [.. options.Value.InlineContentTypes ?? Defaults];

    public bool Allows(string contentType)
    {
        if (Never.Contains(contentType) || contentType.EndsWith("+xml", StringComparison.OrdinalIgnoreCase))
            return false;

        foreach (var pattern in allowed)
        {
            var matches = pattern.EndsWith("/*", StringComparison.Ordinal)
                ? contentType.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
                : contentType.Equals(pattern, StringComparison.OrdinalIgnoreCase);

            if (matches)
                return true;
        }

        return false;
    }
}
