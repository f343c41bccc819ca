using Attachments.Access;

namespace Attachments.Storage.FileSystem;

// A tenant as one segment of a path: what is safe everywhere stays, every other byte, upper case included, becomes %xx.
// So two tenants never share a directory, not even where names are compared without case. The prefix keeps a segment from being a device name
// of Windows (con), an option of a shell tool (-rf) or hidden.
internal static class TenantSegment
{
    public const string Prefix = "t-";

    private const string HexDigits = "0123456789abcdef";

    public static string Of(TenantId tenant)
    {
        var text = tenant.Value;
        Span<char> escaped = stackalloc char[text.Length * 3];
        var length = 0;

        foreach (var c in text)
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')
            {
                escaped[length++] = c;
                continue;
            }

            escaped[length++] = '%';
            escaped[length++] = HexDigits[c >> 4];
            escaped[length++] = HexDigits[c & 0xF];
        }

        return string.Concat(Prefix, escaped[..length]);
    }

    /// <summary>Tells whose segment it is; only the very form that <see cref="Of"/> gives is one.</summary>
    public static bool TryParse(ReadOnlySpan<char> segment, out TenantId tenant)
    {
        tenant = default;
        return segment.StartsWith(Prefix, StringComparison.Ordinal)
            && TenantId.TryParse(Uri.UnescapeDataString(segment[Prefix.Length..]), out tenant)
            && segment.SequenceEqual(Of(tenant));
    }
}
