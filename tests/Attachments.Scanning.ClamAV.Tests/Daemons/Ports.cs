using System.Net;
using System.Net.Sockets;

namespace Attachments.Scanning.ClamAV.Daemons;

internal static class Ports
{
    // Below those that the system gives to outgoing connections, and away from those of the shared services.
    private const int First = 21_000;
    private const int Count = 2_000;

    private static int next = Environment.ProcessId * 31;

    /// <summary>Finds a port that nobody listens on, another one at each call.</summary>
    public static int Free()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (Interlocked.Increment(ref next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
