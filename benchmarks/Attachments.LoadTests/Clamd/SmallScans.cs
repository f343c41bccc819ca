using System.Net;
using System.Net.Sockets;

namespace Attachments.LoadTests.Clamd;

/// <summary>Scans of 1 KiB on bare sockets: each with a connection of its own, or all in one session.</summary>
internal sealed class SmallScans(EndPoint endpoint)
{
    private const int Size = 1024;

    private readonly byte[] reply = new byte[256];

    public void EachConnects(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var socket = Connect();
            socket.Send([.. "zINSTREAM\0"u8, .. Chunks()]);
            Receive(socket);
        }
    }

    public void InOneSession(int count)
    {
        using var socket = Connect();
        socket.Send("zIDSESSION\0"u8);
        for (var i = 0; i < count; i++)
        {
            socket.Send([.. "zINSTREAM\0"u8, .. Chunks()]);
            Receive(socket);
        }
    }

    private static byte[] Chunks()
    {
        // Never the same twice: clamd remembers what was clean.
        var content = new byte[Size];
        Random.Shared.NextBytes(content);
        return [0, 0, Size >> 8, Size & 0xFF, .. content, 0, 0, 0, 0];
    }

    private Socket Connect()
    {
        var isUnix = endpoint is UnixDomainSocketEndPoint;
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        if (!isUnix)
            socket.NoDelay = true;

        socket.Connect(endpoint);
        return socket;
    }

    private void Receive(Socket socket)
    {
        var count = socket.Receive(reply);
        if (!reply.AsSpan(0, count).EndsWith("stream: OK\0"u8))
            throw new InvalidOperationException("clamd did not say OK.");
    }
}
