using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Attachments.Contract.Hosting;

/// <summary>Stands between a host and its database, and can be cut.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly DnsEndPoint target;
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly int port;
    private TcpListener? listener;

    public TcpProxy(DnsEndPoint target)
    {
        this.target = target;
        Restore(0);
        port = ((IPEndPoint)listener!.LocalEndpoint).Port;
    }

    public int Port => port;

    /// <summary>Closes all connections and refuses new ones.</summary>
    public void Cut()
    {
        listener?.Stop();
        listener = null;
        while (open.TryTake(out var client))
            client.Dispose();
    }

    /// <summary>Takes connections again, on the same port.</summary>
    public void Restore() => Restore(port);

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private void Restore(int onPort)
    {
        var next = new TcpListener(IPAddress.Loopback, onPort);
        next.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        next.Start();
        listener = next;
        _ = AcceptAsync(next);
    }

    private async Task AcceptAsync(TcpListener source)
    {
        try
        {
            while (true)
                _ = ForwardAsync(await source.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        var server = new TcpClient();
        open.Add(client);
        open.Add(server);
        try
        {
            await server.ConnectAsync(target.Host, target.Port);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream()),
                server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side went away.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
