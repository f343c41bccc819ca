using System.IO.Pipelines;

namespace Attachments.Storage;

/// <summary>Reads blobs block by block.</summary>
public static class BlobReaderExtensions
{
    // Four blocks of the size in which uploads are shown too: the store reads ahead while a block is being taken, and memory stays at some 512 KiB.
    private const int BlockSize = 128 * 1024;

    private static readonly PipeOptions Options = new(
        minimumSegmentSize: BlockSize, pauseWriterThreshold: 4 * BlockSize, resumeWriterThreshold: 2 * BlockSize, useSynchronizationContext: false);

    /// <summary>Hands out the reader's whole range, block by block and in order. The store reads ahead while a block is being taken.</summary>
    /// <param name="reader">The reader, which the caller disposes.</param>
    /// <param name="take">Takes a block, which is its own only until it returns.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="BlobStoreException">The store failed or held fewer bytes than the range asks for.</exception>
    public static ValueTask ReadBlocksAsync(
        this BlobReader reader, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(take);

        return reader.ReadBlocksWhileAsync(static () => true, take, cancellationToken);
    }

    /// <summary>The same, until nobody wants more of it.</summary>
    internal static async ValueTask ReadBlocksWhileAsync(
        this BlobReader reader, Func<bool> wantsMore, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(Options);
        var filling = FillAsync(reader, pipe.Writer, cancellationToken);
        try
        {
            await DrainAsync(pipe.Reader, wantsMore, take, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Ends the filling, where it has not ended: the reader must not be used after its disposal.
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await filling.ConfigureAwait(false);
        }
    }

    // Never throws: what went wrong comes out of the pipe.
    private static async Task FillAsync(BlobReader source, PipeWriter destination, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await source.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Handed to the reading side.
        catch (Exception exception)
        {
            failure = exception;
        }
#pragma warning restore CA1031

        await destination.CompleteAsync(failure).ConfigureAwait(false);
    }

    private static async ValueTask DrainAsync(
        PipeReader source, Func<bool> wantsMore, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take, CancellationToken cancellationToken)
    {
        while (wantsMore())
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
                await take(segment, cancellationToken).ConfigureAwait(false);

            source.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }
}
