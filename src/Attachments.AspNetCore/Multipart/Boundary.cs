using System.Buffers;
using System.Text;

namespace Attachments.AspNetCore.Multipart;

/// <summary>The line that separates a form's parts (RFC 2046, section 5.1.1).</summary>
internal static class Boundary
{
    private const int MaxLength = 70;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=? ");

    /// <summary>Reads the boundary of a form's content type.</summary>
    /// <param name="contentType">The request's content type.</param>
    /// <returns>CRLF, two hyphens and the boundary; null where the type is no form, or names no valid boundary.</returns>
    public static byte[]? Parse(string? contentType)
    {
        var header = HeaderValue.Parse(contentType);
        if (header is null || !header.Value.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;

        return header["boundary"] is { Length: >= 1 and <= MaxLength } boundary && !boundary.AsSpan().ContainsAnyExcept(Allowed) && boundary[^1] != ' '
            ? Encoding.ASCII.GetBytes("\r\n--" + boundary)
            : null;
    }
}
