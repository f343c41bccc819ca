using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Attachments.Storage.S3;

/// <summary>A TCP proxy before the service that does to connections what a test asks for, once for each time it is asked unless it says otherwise.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private const int AtBody = -1;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly List<Fault> faults = [];
    private readonly Uri service;
    private readonly Task accepting;
    private int connections;

    public FaultyProxy(string service)
    {
        this.service = new Uri(service);
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Address { get; }

    private static ReadOnlySpan<byte> EndOfHead => "\r\n\r\n"u8;

    /// <summary>Gets how many connections came.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Gets the first lines of the requests that came.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Cuts the connection of the next request like this one after so many bytes of it.</summary>
    public void CutRequest(string likeThis, int afterBytes) => Add(new Fault(likeThis, afterBytes, InAnswer: false, Stalls: false));

    /// <summary>Cuts the connection of every request like this one, until <see cref="Heal"/>.</summary>
    public void CutRequests(string likeThis) => Add(new Fault(likeThis, 10, InAnswer: false, Stalls: false) { Stays = true });

    /// <summary>Cuts the connection of every request like this one between the answer's head and its body, until <see cref="Heal"/>.</summary>
    public void CutAnswersAtTheirBody(string likeThis) => Add(new Fault(likeThis, AtBody, InAnswer: true, Stalls: false) { Stays = true });

    /// <summary>Forgets all faults that have not happened.</summary>
    public void Heal()
    {
        lock (faults)
            faults.Clear();
    }

    /// <summary>Cuts the connection of the next request like this one after so many bytes of the answer.</summary>
    public void CutAnswer(string likeThis, int afterBytes) => Add(new Fault(likeThis, afterBytes, InAnswer: true, Stalls: false));

    /// <summary>Passes nothing on any more after so many bytes of the answer to the next request like this one, and leaves the connection open.</summary>
    public void StallAnswer(string likeThis, int afterBytes) => Add(new Fault(likeThis, afterBytes, InAnswer: true, Stalls: true));

    /// <summary>Passes nothing on any more after so many bytes of the next request like this one, and leaves the connection open.</summary>
    public void StallRequest(string likeThis, int afterBytes) => Add(new Fault(likeThis, afterBytes, InAnswer: false, Stalls: true));

    public int CountOf(string likeThis)
    {
        lock (Requests)
            return Requests.Count(request => Fits(request, likeThis));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    // "GET" or "POST uploadId": every word must be in the request's first line.
    private static bool Fits(string request, string likeThis) => likeThis.Split(' ').All(word => request.Contains(word, StringComparison.Ordinal));

    private void Add(Fault fault)
    {
        lock (faults)
            faults.Add(fault);
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(ending.Token);
            Interlocked.Increment(ref connections);
            _ = Task.Run(() => ServeAsync(client), ending.Token);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            await server.ConnectAsync(service.Host, service.Port, ending.Token);
            var connection = new Connection();
            var there = PassRequestsAsync(client.GetStream(), server.GetStream(), connection);
            var back = PassAnswersAsync(server.GetStream(), client.GetStream(), connection);
            await Task.WhenAny(there, back);
        }
    }

    private async Task PassRequestsAsync(NetworkStream from, NetworkStream to, Connection connection)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, ending.Token)) > 0)
        {
            if (FirstLine(buffer.AsSpan(0, read)) is { } request)
                connection.Begin(Note(request));
            if (!await PassAsync(buffer.AsMemory(0, read), to, connection, isAnswer: false))
                return;
        }
    }

    private async Task PassAnswersAsync(NetworkStream from, NetworkStream to, Connection connection)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, ending.Token)) > 0)
        {
            if (!await PassAsync(buffer.AsMemory(0, read), to, connection, isAnswer: true))
                return;
        }
    }

    // False ends the connection.
    private async Task<bool> PassAsync(ReadOnlyMemory<byte> bytes, NetworkStream to, Connection connection, bool isAnswer)
    {
        var fault = connection.Fault is { } set && set.InAnswer == isAnswer ? set : null;
        var allowed = fault is null ? bytes.Length : Allowed(fault, bytes.Span, connection.Passed);
        await to.WriteAsync(bytes[..allowed], ending.Token);
        if (fault is null)
            return true;

        connection.Passed += allowed;
        var isAtBody = fault.AfterBytes == AtBody && bytes.Span.IndexOf(EndOfHead) >= 0;
        if (allowed == bytes.Length && !isAtBody && (connection.Passed < fault.AfterBytes || fault.AfterBytes == AtBody))
            return true;

        if (fault.Stalls)
            await Task.Delay(Timeout.Infinite, ending.Token);
        return false;
    }

    private static int Allowed(Fault fault, ReadOnlySpan<byte> bytes, int passed)
    {
        if (fault.AfterBytes != AtBody)
            return Math.Clamp(fault.AfterBytes - passed, 0, bytes.Length);

        var end = bytes.IndexOf(EndOfHead);
        return end < 0 ? bytes.Length : end + 4;
    }

    private Fault? Note(string request)
    {
        lock (Requests)
            Requests.Add(request);

        lock (faults)
        {
            var fault = faults.Find(fault => Fits(request, fault.LikeThis));
            if (fault is { Stays: false })
                faults.Remove(fault);
            return fault;
        }
    }

    private static string? FirstLine(ReadOnlySpan<byte> bytes)
    {
        if (!(bytes.StartsWith("GET "u8) || bytes.StartsWith("PUT "u8) || bytes.StartsWith("POST "u8) || bytes.StartsWith("DELETE "u8) || bytes.StartsWith("HEAD "u8)))
            return null;

        var end = bytes.IndexOf((byte)'\r');
        return end < 0 ? null : Encoding.ASCII.GetString(bytes[..end]);
    }

    private sealed record Fault(string LikeThis, int AfterBytes, bool InAnswer, bool Stalls)
    {
        public bool Stays { get; init; }
    }

    private sealed class Connection
    {
        public Fault? Fault { get; private set; }

        public int Passed { get; set; }

        public void Begin(Fault? fault)
        {
            Fault = fault;
            Passed = 0;
        }
    }
}
