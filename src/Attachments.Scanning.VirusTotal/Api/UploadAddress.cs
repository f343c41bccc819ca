namespace Attachments.Scanning.VirusTotal.Api;

/// <summary>Reads the address for one large upload.</summary>
internal static class UploadAddress
{
    /// <returns>Null where it is none. Never plain HTTP where the API itself is asked over TLS: the documented example is an <c>http</c> address.</returns>
    public static Uri? Read(string? text, Uri root)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
            return null;

        if (address.Scheme == root.Scheme)
            return address;

        if (address.Scheme != Uri.UriSchemeHttp || !address.IsDefaultPort)
            return null;

        return new UriBuilder(address) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri;
    }
}
