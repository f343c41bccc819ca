using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Attachments.Benchmarks.Scanning;

/// <summary>Speaks as much of clamd's protocol as a stream needs, and finds everything clean.</summary>
internal sealed class IndifferentClamd : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public IndifferentClamd()
    {
        listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    private void Serve()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                using var socket = listener.AcceptSocket();
                Answer(socket, buffer);
            }
        }
        catch (SocketException)
        {
            // The listener is closed: the benchmark is over.
        }
    }

    private static void Answer(Socket socket, byte[] buffer)
    {
        Receive(socket, buffer.AsSpan(0, "zINSTREAM\0"u8.Length));
        while (true)
        {
            Receive(socket, buffer.AsSpan(0, sizeof(uint)));
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(buffer);
            if (length == 0)
                break;

            Receive(socket, buffer.AsSpan(0, length));
        }

        socket.Send("stream: OK\0"u8);
    }

    private static void Receive(Socket socket, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var received = socket.Receive(bytes);
            if (received == 0)
                throw new IOException("The client hung up in mid stream.");

            bytes = bytes[received..];
        }
    }
}
