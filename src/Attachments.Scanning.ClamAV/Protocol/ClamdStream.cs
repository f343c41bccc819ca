using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>One <c>zINSTREAM</c>: chunks that each bear their length, an empty one at the end, one reply.</summary>
/// <remarks>
/// The reply is read from the beginning on. clamd may answer and hang up while bytes are still being sent: sending then fails, and the reply says why.
/// </remarks>
internal sealed class ClamdStream : IAsyncDisposable
{
    // From 16 KiB on clamd takes chunks of any size at the same speed. Smaller writes are gathered, so that each chunk is one send.
    private const int ChunkSize = 64 * 1024;
    private const int HeaderSize = sizeof(uint);

    // clamd gives up a stream of which no chunk came for its ReadTimeout: what trickles in is passed on before it fills a chunk.
    private static readonly TimeSpan LongestGathering = TimeSpan.FromSeconds(3);

    // For what is on its way already when the peer has hung up.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly ClamdClient client;
    private readonly ClamdConnection connection;
    private readonly Deadline deadline;
    private readonly Task<byte[]> reply;
    private readonly byte[] chunk = ArrayPool<byte>.Shared.Rent(HeaderSize + ChunkSize);

    private int gathered;
    private long gatheringSince;
    private bool isSending;

    private ClamdStream(ClamdClient client, ClamdConnection connection)
    {
        this.client = client;
        this.connection = connection;
        deadline = new Deadline(client.Clock);
        reply = connection.ReadReplyAsync();
    }

    /// <summary>Gets whether clamd has answered, or hung up. What is written then is ignored.</summary>
    public bool IsAnswered => reply.IsCompleted;

    /// <summary>Gets whether the connection broke without an answer.</summary>
    public bool IsLost { get; private set; }

    /// <exception cref="ScannerUnavailableException">clamd could not be reached.</exception>
    public static async ValueTask<ClamdStream> OpenAsync(ClamdClient client, CancellationToken cancellationToken)
    {
        var stream = new ClamdStream(client, await client.ConnectAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            var command = "zINSTREAM\0"u8;
            command.CopyTo(stream.chunk);
            await stream.SendAsync(command.Length, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends bytes, or keeps them for the next chunk.</summary>
    /// <exception cref="ScannerUnavailableException">clamd took too long, or was lost without an answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty && !IsAnswered)
        {
            if (gathered == 0)
                gatheringSince = client.Clock.GetTimestamp();

            var taken = Math.Min(bytes.Length, ChunkSize - gathered);
            bytes.Span[..taken].CopyTo(chunk.AsSpan(HeaderSize + gathered));
            gathered += taken;
            bytes = bytes[taken..];

            if (gathered == ChunkSize || client.Clock.GetElapsedTime(gatheringSince) > LongestGathering)
                await SendChunkAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that this was the last byte, and waits for the answer.</summary>
    /// <exception cref="ScannerUnavailableException">There was none, or not in time.</exception>
    public async ValueTask<ClamdReply> CompleteAsync(CancellationToken cancellationToken)
    {
        // An answer to a part is an answer, but nothing that is said of a part is said of the whole.
        var isEarly = IsAnswered;
        if (!isEarly && gathered > 0)
            await SendChunkAsync(cancellationToken).ConfigureAwait(false);
        if (!isEarly)
            await SendChunkAsync(cancellationToken).ConfigureAwait(false);

        var answer = ClamdReply.Parse(await WaitForReplyAsync(client.Timeout, cancellationToken).ConfigureAwait(false));
        if (answer == ClamdReply.None)
            throw Lost(null);

        return isEarly && answer.Kind == ClamdReplyKind.Clean ? new ClamdReply(ClamdReplyKind.NoVerdict, "stream: OK, before the end") : answer;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        await reply.ConfigureAwait(false);
        deadline.Dispose();

        // After a send that was given up the system may still read from the buffer.
        if (!isSending)
            ArrayPool<byte>.Shared.Return(chunk);
    }

    private ValueTask SendChunkAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)gathered);
        var count = HeaderSize + gathered;
        gathered = 0;
        return SendAsync(count, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            isSending = true;
            using (deadline.Start(client.Timeout, cancellationToken))
                await connection.SendAsync(chunk.AsMemory(0, count), deadline.Token).ConfigureAwait(false);
            isSending = false;
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ScannerUnavailableException("clamd did not take the bytes in time.", exception);
        }
        catch (IOException exception)
        {
            var lastWords = await WaitForReplyAsync(LastWords, cancellationToken).ConfigureAwait(false);
            if (lastWords.Length == 0)
                throw Lost(exception);
        }
    }

    private async ValueTask<byte[]> WaitForReplyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await reply.WaitAsync(timeout, client.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new ScannerUnavailableException("clamd did not answer in time.", exception);
        }
    }

    private ScannerUnavailableException Lost(Exception? cause)
    {
        IsLost = true;
        return new ScannerUnavailableException("clamd hung up without an answer.", cause);
    }
}
