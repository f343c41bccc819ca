namespace Attachments.AspNetCore.Download;

/// <summary>What a browser may do with a file that it shows as a page.</summary>
/// <remarks>Each is the smallest with which Chromium 156 shows its kind, alone and in a frame. Its PDF viewer needs nothing: it is no part of the sandboxed page.</remarks>
internal static class ContentSecurityPolicy
{
    private const string Closed = "default-src 'none'; sandbox";

    // A browser wraps a picture in a small document of its own, whose styles fit it to the window.
    private const string Image = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    // A track or film is a second request, of the wrapping document's origin: without one (a sandbox takes it) the request is refused. No script can use it.
    private const string Media = "default-src 'none'; media-src 'self'; sandbox allow-same-origin";

    public static string For(string contentType, bool inline)
    {
        if (!inline)
            return Closed;

        if (contentType.StartsWith("image/", StringComparison.Ordinal))
            return Image;

        return contentType.StartsWith("audio/", StringComparison.Ordinal) || contentType.StartsWith("video/", StringComparison.Ordinal) ? Media : Closed;
    }
}
