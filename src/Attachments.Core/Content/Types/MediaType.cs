using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Attachments.Content.Types;

/// <summary>Reads a media type as clients write it (RFC 9110, 8.3.1) and gives it its one name.</summary>
internal static class MediaType
{
    public const string OctetStream = "application/octet-stream";

    // RFC 6838, 4.2: a type and a subtype have at most 127 characters each.
    private const int LongestPart = 127;

    // RFC 9110's token, without the star: "image/*" is a range, no type.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Drops parameters, folds case, resolves aliases.</summary>
    /// <returns>Whether it was a media type.</returns>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? contentType)
    {
        contentType = null;
        if (text is null)
            return false;

        var parameters = text.IndexOf(';', StringComparison.Ordinal);
        var essence = (parameters < 0 ? text : text.AsSpan(0, parameters)).Trim(" \t");
        var slash = essence.IndexOf('/');
        if (slash < 0 || !IsPart(essence[..slash]) || !IsPart(essence[(slash + 1)..]))
            return false;

        contentType = ContentTypeAliases.Resolve(essence.ToString().ToLowerInvariant());
        return true;
    }

    /// <summary>Says whether a type is text: its bytes are what its reader makes of them, so they prove nothing against another type.</summary>
    public static bool IsText(string contentType) =>
        contentType.StartsWith("text/", StringComparison.Ordinal)
        || contentType.EndsWith("+xml", StringComparison.Ordinal)
        || contentType.EndsWith("+json", StringComparison.Ordinal)
        || contentType is "application/json" or "application/xml" or "application/rtf" or "application/postscript" or "application/javascript"
            or "application/yaml" or "application/toml" or "application/sql" or "application/x-ndjson" or "application/x-subrip" or "application/mbox" or "message/rfc822"
            or "application/pgp-encrypted" or "application/pgp-signature" or "application/pgp-keys" or "application/mac-binhex40";

    /// <summary>Says whether every byte of a type's files is text. RTF, PostScript and mail are text around what may be binary.</summary>
    public static bool IsTextThroughout(string contentType) =>
        IsText(contentType) && contentType is not ("application/rtf" or "application/postscript" or "application/mbox" or "message/rfc822");

    private static bool IsPart(ReadOnlySpan<char> part) => part.Length is > 0 and <= LongestPart && !part.ContainsAnyExcept(Token);
}
