using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attachments.AspNetCore.Tests.Network;

/// <summary>A socket that speaks HTTP/1.1 as a client would who does not trust a library.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private readonly List<byte> received = [];

    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
        return connection;
    }

    public ValueTask SendAsync(string text, CancellationToken cancellationToken) => SendAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
    }

    public void FinishSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads one response: its head, and the body that its Content-Length tells of.</summary>
    public async Task<(string Head, string Body)> ReadResponseAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = Text().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            await ReceiveAsync(cancellationToken);

        var head = Text()[..end];
        received.RemoveRange(0, end + 4);
        var length = head.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line.AsSpan("Content-Length:".Length))
            : 0;
        while (received.Count < length)
            await ReceiveAsync(cancellationToken);

        var body = Encoding.UTF8.GetString([.. received.Take(length)]);
        received.RemoveRange(0, length);
        return (head, body);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return default;
    }

    private string Text() => Encoding.Latin1.GetString([.. received]);

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var count = await socket.ReceiveAsync(buffer, cancellationToken);
        Assert.True(count > 0, "The connection was closed: " + Text());
        received.AddRange(buffer.AsSpan(0, count));
    }
}
