using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Attachments.LoadTests.Speed.Client;

/// <summary>
/// One kept connection that speaks as much HTTP/1.1 as the servers of a comparison answer with. Blocking calls on a thread of its own and one buffer:
/// the load program must not be what is measured.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 120_000, SendTimeout = 120_000 };
    private readonly byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;

    public RawConnection(IPEndPoint endpoint) => socket.Connect(endpoint);

    /// <summary>Gets the status line and headers of the last answer; valid until the next one.</summary>
    public string Head { get; private set; } = "";

    public int Status { get; private set; }

    /// <summary>Gets or sets a hash that is shown the bodies; null, as in measured rounds, shows them to nobody.</summary>
    public IncrementalHash? Observer { get; set; }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[socket.Send(bytes)..];
    }

    /// <summary>Reads one answer to its end.</summary>
    /// <param name="keepHead">Whether <see cref="Head"/> is wanted.</param>
    /// <returns>How long the body was.</returns>
    public long Receive(bool keepHead = false)
    {
        var length = ReceiveHead(keepHead);
        return length >= 0 ? Drain(length) : DrainChunks();
    }

    /// <summary>Reads one short answer.</summary>
    public string ReceiveText()
    {
        var length = ReceiveHead(keepHead: true);
        var text = new StringBuilder();
        if (length >= 0)
        {
            Append(text, length);
            return text.ToString();
        }

        while (ReadChunkLength() is > 0 and var chunk)
        {
            Append(text, chunk);
            Skip(2);
        }

        Skip(2);
        return text.ToString();
    }

    public void Dispose() => socket.Dispose();

    private long ReceiveHead(bool keepHead)
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
            Fill();

        var head = buffer.AsSpan(start, length + 4);
        start += head.Length;
        Status = Number(head[9..12]);
        Head = keepHead ? Encoding.ASCII.GetString(head) : "";
        if (Status == 204)
            return 0;

        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            return -1;

        var value = head[(at + 18)..];
        return Number(value[..value.IndexOf((byte)'\r')]);
    }

    private long Drain(long length)
    {
        for (var rest = length; rest > 0;)
        {
            if (start == end)
                Fill();

            var count = (int)Math.Min(rest, end - start);
            Observer?.AppendData(buffer.AsSpan(start, count));
            start += count;
            rest -= count;
        }

        return length;
    }

    private long DrainChunks()
    {
        var total = 0L;
        while (ReadChunkLength() is > 0 and var length)
        {
            total += Drain(length);
            Skip(2);
        }

        Skip(2);
        return total;
    }

    private long ReadChunkLength()
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            Fill();

        var value = Convert.ToInt64(Encoding.ASCII.GetString(buffer, start, length), 16);
        start += length + 2;
        return value;
    }

    private void Append(StringBuilder text, long length)
    {
        for (var rest = length; rest > 0;)
        {
            if (start == end)
                Fill();

            var count = (int)Math.Min(rest, end - start);
            text.Append(Encoding.ASCII.GetString(buffer, start, count));
            start += count;
            rest -= count;
        }
    }

    private void Skip(int count)
    {
        while (end - start < count)
            Fill();

        start += count;
    }

    private void Fill()
    {
        if (start == end)
            start = end = 0;

        if (end == buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        var received = socket.Receive(buffer.AsSpan(end));
        if (received == 0)
            throw new IOException("The server closed the connection.");

        end += received;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value * 10) + digit - '0';

        return value;
    }
}
