using System.IO.Pipelines;
using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>Reads a blob and shows it to scanners, the one beside the other, in bounded memory.</summary>
internal static class ContentPump
{
    // Four blocks of the size in which uploads are shown too: the store reads ahead while a scanner takes its time.
    private const int BlockSize = 128 * 1024;

    private static readonly PipeOptions Options = new(
        minimumSegmentSize: BlockSize, pauseWriterThreshold: 4 * BlockSize, resumeWriterThreshold: 2 * BlockSize, useSynchronizationContext: false);

    public static async ValueTask PumpAsync(BlobReader source, ScanSession session, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(Options);
        var filling = FillAsync(source, pipe.Writer, cancellationToken);
        try
        {
            await DrainAsync(pipe.Reader, session, cancellationToken).ConfigureAwait(false);
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

    private static async ValueTask DrainAsync(PipeReader source, ScanSession session, CancellationToken cancellationToken)
    {
        while (session.WantsContent)
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
                await session.WriteAsync(segment, cancellationToken).ConfigureAwait(false);

            source.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }
}
