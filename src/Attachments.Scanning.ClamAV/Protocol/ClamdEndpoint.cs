using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attachments.Scanning.ClamAV.Protocol;

internal static class ClamdEndpoint
{
    private const int DefaultPort = 3310;

    // A unix socket's own 208 KiB are full all the time: with 1 MiB a stream of 25 MiB took 0.4 of the processor time. TCP adapts by itself.
    private const int UnixSendBuffer = 1024 * 1024;

    // The room in sockaddr_un, without the terminator.
    private const int LongestSocketPath = 107;

    /// <summary>Reads <c>tcp://host:port</c> or <c>unix:///path</c>.</summary>
    /// <returns>Null for anything else.</returns>
    public static EndPoint? TryParse(string? text)
    {
        if (text is null)
            return null;

        // A path may hold what a URI would have to escape.
        if (text.StartsWith("unix://", StringComparison.OrdinalIgnoreCase))
            return UnixSocket(text["unix://".Length..]);

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !uri.Scheme.Equals("tcp", StringComparison.Ordinal))
            return null;

        if (uri.Host.Length == 0 || uri.PathAndQuery.Trim('/').Length > 0 || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || uri.Port == 0)
            return null;

        var port = uri.Port < 0 ? DefaultPort : uri.Port;
        return IPAddress.TryParse(uri.DnsSafeHost, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(uri.DnsSafeHost, port);
    }

    public static Socket CreateSocket(EndPoint endpoint) => endpoint is UnixDomainSocketEndPoint
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendBufferSize = UnixSendBuffer }
        : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static UnixDomainSocketEndPoint? UnixSocket(string path)
    {
        var fits = path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(path) is > 1 and <= LongestSocketPath;
        return fits ? new UnixDomainSocketEndPoint(path) : null;
    }
}
