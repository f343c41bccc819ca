using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>One connection, for one command: clamd hangs up after its answer.</summary>
internal sealed class ClamdConnection(Socket socket) : IAsyncDisposable
{
    private static readonly StreamPipeReaderOptions ReplyOptions = new(bufferSize: 512, minimumReadSize: 128, leaveOpen: true, useZeroByteReads: false);

    private readonly NetworkStream stream = new(socket, ownsSocket: true);

    /// <summary>Sends all of the bytes.</summary>
    /// <exception cref="IOException">The peer has hung up. What it said before can still be read, over TCP at least.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Hands the peer, a process of this machine, an open file.</summary>
    /// <exception cref="IOException">The peer has hung up, or the connection is no unix socket.</exception>
    public void PassFile(SafeFileHandle file) => DescriptorMessage.Send(socket.SafeHandle, file);

    /// <summary>Reads up to and with the terminator, or to where the peer hung up. Called once; runs beside sending.</summary>
    /// <remarks>Ends, at the latest, when the connection is disposed.</remarks>
    /// <returns>At most a little more than <see cref="ClamdReply.LongestReply"/>; nothing where the peer hung up without a word.</returns>
    public async Task<byte[]> ReadReplyAsync()
    {
        var reader = PipeReader.Create(stream, ReplyOptions);
        var heard = Array.Empty<byte>();
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync().ConfigureAwait(false);
                heard = result.Buffer.ToArray();
                if (result.IsCompleted || heard.AsSpan().ContainsAny((byte)0, (byte)'\n') || heard.Length > ClamdReply.LongestReply)
                    return heard;

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A reset. What came before it is kept: whoever parses it takes nothing that is cut off for a verdict.
            return heard;
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
