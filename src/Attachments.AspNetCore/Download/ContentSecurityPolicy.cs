namespace Attachments.AspNetCore.Download;

/// <summary>What a browser may do with a file that it shows as a page.</summary>
internal static class ContentSecurityPolicy
{
    private const string Closed = "default-src 'none'; sandbox";

    // A browser wraps what it shows in a small document of its own: that document's styles, and the file itself as its picture, track or film.
    private const string Image = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox";

    private const string Media = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

    // A sandbox keeps a browser's own PDF viewer from starting at all. A PDF's scripts run in the viewer, never in the host's origin.
    private const string Pdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'";

    public static string For(string contentType, bool inline)
    {
        if (!inline)
            return Closed;

        if (contentType.StartsWith("image/", StringComparison.Ordinal))
            return Image;

        if (contentType.StartsWith("audio/", StringComparison.Ordinal) || contentType.StartsWith("video/", StringComparison.Ordinal))
            return Media;

        return contentType == "application/pdf" ? Pdf : Closed;
    }
}
