using System.Text;

namespace Attachments.AspNetCore.Multipart;

internal static class Charset
{
    /// <summary>Finds a charset by the name that a client gives it.</summary>
    /// <returns>Null where it is unknown, or known and no longer read, as UTF-7 is.</returns>
    public static Encoding? Find(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // Those of Windows, Japan, China and others, which a host need not have registered.
            return CodePagesEncodingProvider.Instance.GetEncoding(name);
        }
    }
}
