using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>One look at one blob. <c>zINSTREAM</c>: chunks that each bear their length, an empty one at the end, one reply. Or <c>zFILDES</c>: an open file, one reply.</summary>
/// <remarks>
/// The reply is read from the beginning on. clamd may answer and hang up while bytes are still being sent: sending then fails, and the reply says why.
/// </remarks>
internal sealed class ClamdRequest : IAsyncDisposable
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
    private bool isStream;

    private ClamdRequest(ClamdClient client, ClamdConnection connection)
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

    /// <summary>Gets whether clamd was given a file in place of a stream.</summary>
    public bool IsFile { get; private set; }

    /// <summary>Gets whether clamd was given a file and said something else of it than a verdict, or nothing.</summary>
    public bool IsRefusedFile { get; private set; }

    /// <summary>Connects, and leaves open what will be asked. clamd waits for that for its <c>CommandReadTimeout</c>, 30 seconds.</summary>
    /// <exception cref="ScannerUnavailableException">clamd could not be reached.</exception>
    public static async ValueTask<ClamdRequest> OpenAsync(ClamdClient client, CancellationToken cancellationToken) =>
        new(client, await client.ConnectAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Connects, and begins a stream.</summary>
    /// <exception cref="ScannerUnavailableException">clamd could not be reached.</exception>
    public static async ValueTask<ClamdRequest> OpenStreamAsync(ClamdClient client, CancellationToken cancellationToken)
    {
        var request = await OpenAsync(client, cancellationToken).ConfigureAwait(false);
        try
        {
            await request.BeginStreamAsync(cancellationToken).ConfigureAwait(false);
            return request;
        }
        catch
        {
            await request.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Hands an open file over, which clamd reads by itself. Only over a unix socket, and only before any bytes.</summary>
    /// <exception cref="ScannerUnavailableException">clamd was lost.</exception>
    public async ValueTask PassFileAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        IsFile = true;
        "zFILDES\0"u8.CopyTo(chunk);
        await SendAsync("zFILDES\0"u8.Length, cancellationToken).ConfigureAwait(false);

        try
        {
            connection.PassFile(file);
        }
        catch (IOException exception)
        {
            await HearLastWordsAsync(exception, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends bytes, or keeps them for the next chunk.</summary>
    /// <exception cref="ScannerUnavailableException">clamd took too long, or was lost without an answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!isStream)
            await BeginStreamAsync(cancellationToken).ConfigureAwait(false);

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
    public ValueTask<ClamdReply> CompleteAsync(CancellationToken cancellationToken) => IsFile ? ReadFileReplyAsync(cancellationToken) : CompleteStreamAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        await reply.ConfigureAwait(false);
        deadline.Dispose();

        // After a send that was given up the system may still read from the buffer.
        if (!isSending)
            ArrayPool<byte>.Shared.Return(chunk);
    }

    private async ValueTask<ClamdReply> CompleteStreamAsync(CancellationToken cancellationToken)
    {
        // An answer to a part is an answer, but nothing that is said of a part is said of the whole.
        var isEarly = IsAnswered;
        if (!isEarly && !isStream)
            await BeginStreamAsync(cancellationToken).ConfigureAwait(false);
        if (!isEarly && gathered > 0)
            await SendChunkAsync(cancellationToken).ConfigureAwait(false);
        if (!isEarly)
            await SendChunkAsync(cancellationToken).ConfigureAwait(false);

        var answer = ClamdReply.Parse(await ReadReplyAsync(cancellationToken).ConfigureAwait(false));
        return isEarly && answer.Kind == ClamdReplyKind.Clean ? new ClamdReply(ClamdReplyKind.NoVerdict, "stream: OK, before the end") : answer;
    }

    private async ValueTask<ClamdReply> ReadFileReplyAsync(CancellationToken cancellationToken)
    {
        var answer = ClamdReply.ParseFile(await ReadReplyAsync(cancellationToken).ConfigureAwait(false));
        IsRefusedFile = answer.Kind == ClamdReplyKind.NoVerdict;
        return answer;
    }

    private async ValueTask<byte[]> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var answer = await WaitForReplyAsync(client.Timeout, cancellationToken).ConfigureAwait(false);
        return answer.Length > 0 ? answer : throw Lost(null);
    }

    private ValueTask BeginStreamAsync(CancellationToken cancellationToken)
    {
        isStream = true;
        "zINSTREAM\0"u8.CopyTo(chunk);
        return SendAsync("zINSTREAM\0"u8.Length, cancellationToken);
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
            await HearLastWordsAsync(exception, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask HearLastWordsAsync(IOException cause, CancellationToken cancellationToken)
    {
        var lastWords = await WaitForReplyAsync(LastWords, cancellationToken).ConfigureAwait(false);
        if (lastWords.Length == 0)
            throw Lost(cause);
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
        IsRefusedFile = IsFile;
        return new ScannerUnavailableException("clamd hung up without an answer.", cause);
    }
}
