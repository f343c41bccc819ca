using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>Opens connections to the configured clamd.</summary>
/// <remarks>
/// A connection for each command. A session that is kept open saves a fraction of a millisecond of a scan that takes hundreds (docs/clamav.md),
/// lets one stream through at a time, and ends at the first that is too long.
/// </remarks>
internal sealed class ClamdClient(IOptions<ClamAVOptions> options, IOptions<ScanningOptions> scanning, TimeProvider clock)
{
    private readonly EndPoint endpoint = ClamdEndpoint.TryParse(options.Value.Endpoint) ?? throw new InvalidOperationException("clamd's endpoint was not validated.");

    /// <summary>Gets how long clamd may take to accept bytes, and to answer.</summary>
    public TimeSpan Timeout => scanning.Value.Timeout;

    public TimeProvider Clock => clock;

    /// <summary>Gets whether clamd can be handed an open file: it is a process of this machine, and the message that bears a descriptor is laid out as we know it.</summary>
    public bool CanPassFiles => endpoint is UnixDomainSocketEndPoint && OperatingSystem.IsLinux();

    /// <exception cref="ScannerUnavailableException">clamd could not be reached in time.</exception>
    public async ValueTask<ClamdConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(clock);
        var socket = ClamdEndpoint.CreateSocket(endpoint);
        try
        {
            using (deadline.Start(options.Value.ConnectTimeout, cancellationToken))
                await socket.ConnectAsync(endpoint, deadline.Token).ConfigureAwait(false);

            return new ClamdConnection(socket);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new ScannerUnavailableException("clamd could not be reached.", exception);
        }
    }

    /// <exception cref="ScannerUnavailableException">clamd could not be reached, or did not say its version, in time.</exception>
    public async ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var deadline = new Deadline(clock);
            try
            {
                using (deadline.Start(Timeout, cancellationToken))
                {
                    await connection.SendAsync("zVERSION\0"u8.ToArray(), deadline.Token).ConfigureAwait(false);
                    var reply = await connection.ReadReplyAsync().WaitAsync(deadline.Token).ConfigureAwait(false);
                    return ClamdVersion.TryParse(reply) ?? throw new ScannerUnavailableException("clamd did not say its version.");
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new ScannerUnavailableException("clamd did not say its version.", exception);
            }
        }
    }
}
