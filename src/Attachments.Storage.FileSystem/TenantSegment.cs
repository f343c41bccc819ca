using Attachments.Access;

namespace Attachments.Storage.FileSystem;

// A tenant as one segment of a path: what is safe everywhere stays, every other byte, upper case included, becomes %xx.
// So two tenants never share a directory, not even where names are compared without case. The prefix keeps a segment from being a device name
// of Windows (con), an option of a shell tool (-rf) or hidden.
internal static class TenantSegment
{
    public const string Prefix = "t-";

    public static string Of(TenantId tenant)
    {
        var text = tenant.Value;
        return string.Concat(Prefix, string.Concat(text.Select(Escape)));
    }

    private static string Escape(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'
        ? c.ToString()
        : $"%{(int)c:x2}";
}
