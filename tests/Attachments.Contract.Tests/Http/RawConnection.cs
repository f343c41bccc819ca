using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attachments.Contract.Http;

/// <summary>A bare socket, for requests that an HTTP client would not send.</summary>
public sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TcpClient client = new() { NoDelay = true };
    private readonly MemoryStream received = new();
    private Stream stream = Stream.Null;

    /// <summary>Connects.</summary>
    /// <param name="address">The host.</param>
    /// <param name="receiveBuffer">How many bytes the system takes in that nobody has read; null leaves it to the system, which takes megabytes.</param>
    public static async Task<RawConnection> OpenAsync(Uri address, int? receiveBuffer = null)
    {
        var connection = new RawConnection();
        if (receiveBuffer is { } size)
            connection.client.ReceiveBufferSize = size;
        await connection.client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        connection.stream = connection.client.GetStream();
        return connection;
    }

    /// <summary>Sends one request on a connection of its own and reads the answer.</summary>
    public static async Task<Answer> ExchangeAsync(Uri address, byte[] request, bool isHead = false)
    {
        await using var connection = await OpenAsync(address);
        await connection.WriteAsync(request);
        return await connection.ReadAsync(isHead);
    }

    public static Task<Answer> ExchangeAsync(Uri address, string request) => ExchangeAsync(address, Encoding.UTF8.GetBytes(request));

    /// <summary>Writes the head of an upload's request.</summary>
    public static string UploadHead(Caller caller, string message, Form form, string framing) =>
        $"POST {MailClient.AttachmentsOf(message)} HTTP/1.1\r\nHost: test\r\n{caller}Content-Type: {form.ContentType}\r\n{framing}\r\n\r\n";

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(byte[] bytes) => await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    public Task WriteChunkAsync(byte[] bytes) =>
        WriteAsync([.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. bytes, .. "\r\n"u8]);

    /// <summary>Says that no more will be sent.</summary>
    public void ShutdownSend() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Drops the connection without a goodbye.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    /// <summary>Waits until the server asks for the body that was announced with <c>Expect: 100-continue</c>.</summary>
    public async Task WaitForContinueAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);

        Assert.StartsWith("HTTP/1.1 100", await ReadUntilAsync("\r\n\r\n"u8.ToArray(), deadline.Token), StringComparison.Ordinal);
    }

    /// <summary>Reads one answer. One that ends early throws <see cref="EndOfStreamException"/>.</summary>
    public async Task<Answer> ReadAsync(bool isHead = false)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var token = deadline.Token;

        var lines = (await ReadUntilAsync("\r\n\r\n"u8.ToArray(), token)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var status = (HttpStatusCode)int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        if (status == HttpStatusCode.Continue)
            return await ReadAsync(isHead);

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out var earlier) ? $"{earlier}, {value}" : value;
        }

        return new Answer(status, headers, isHead || status is HttpStatusCode.NoContent or HttpStatusCode.NotModified ? [] : await ReadBodyAsync(headers, token));
    }

    /// <summary>Reads until the server closes the connection, and gives every byte.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            await stream.CopyToAsync(received, deadline.Token);
        }
        catch (IOException)
        {
            // Closed without a goodbye.
        }

        return Take((int)received.Length);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken token)
    {
        if (headers.TryGetValue("Content-Length", out var length))
            return await ReadExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture), token);
        if (!headers.TryGetValue("Transfer-Encoding", out var encoding) || encoding != "chunked")
            throw new InvalidDataException("The answer says neither its length nor that it is chunked.");

        using var body = new MemoryStream();
        while (true)
        {
            var size = int.Parse((await ReadUntilAsync("\r\n"u8.ToArray(), token)).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadExactlyAsync(size, token));
            await ReadUntilAsync("\r\n"u8.ToArray(), token);
            if (size == 0)
                return body.ToArray();
        }
    }

    private async Task<string> ReadUntilAsync(byte[] end, CancellationToken token)
    {
        int at;
        while ((at = Received.IndexOf(end)) < 0)
            await FillAsync(token);

        return Encoding.UTF8.GetString(Take(at + end.Length));
    }

    private async Task<byte[]> ReadExactlyAsync(int count, CancellationToken token)
    {
        while (received.Length < count)
            await FillAsync(token);

        return Take(count);
    }

    private ReadOnlySpan<byte> Received => received.GetBuffer().AsSpan(0, (int)received.Length);

    private byte[] Take(int count)
    {
        var all = received.ToArray();
        received.SetLength(0);
        received.Write(all.AsSpan(count));
        return all[..count];
    }

    private async Task FillAsync(CancellationToken token)
    {
        var buffer = new byte[64 * 1024];
        var count = await stream.ReadAsync(buffer, token);
        if (count == 0)
            throw new EndOfStreamException($"The connection ended within an answer, after {received.Length} bytes of it.");
        received.Write(buffer.AsSpan(0, count));
    }
}
