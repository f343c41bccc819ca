using System.Runtime.CompilerServices;
using Attachments.Content;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning;

/// <summary>One scanner's part in a <see cref="ScanSession"/>: its look, or why it was lost.</summary>
/// <param name="scanner">The scanner.</param>
/// <param name="share">How long the others wait for it, for its beginning and for all blocks; null where there are none.</param>
internal sealed class ScanParticipant(IBlobScanner scanner, ScanDeadline? share) : IAsyncDisposable
{
    private BlobScan? scan;

    public IBlobScanner Scanner => scanner;

    public string Name => scanner.Name;

    /// <summary>Gets or sets what it said of the blob a moment ago, which takes the place of a look.</summary>
    public ScanReport? Known { get; set; }

    public ScannerUnavailableException? Loss { get; private set; }

    public bool WantsContent => Loss is null && scan is { WantsContent: true };

    public ValueTask BeginAsync(ScanTarget target, CancellationToken cancellationToken) => Known is null
        ? BoundAsync(static async (part, target, token) => part.scan = await part.Scanner.BeginAsync(target, token).ConfigureAwait(false), target, cancellationToken)
        : default;

    public ValueTask OfferFileAsync(SafeFileHandle file, CancellationToken cancellationToken) => WantsContent
        ? BoundAsync(static async (part, file, token) => await part.scan!.TryTakeFileAsync(file, token).ConfigureAwait(false), file, cancellationToken)
        : default;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => WantsContent
        ? BoundAsync(static (part, bytes, token) => part.scan!.WriteAsync(bytes, token), bytes, cancellationToken)
        : default;

    public async Task<ScanReport?> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        if (Known is not null || Loss is not null)
            return Known;

        try
        {
            return await scan!.CompleteAsync(digest, length, cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception)
        {
            Loss = exception;
            return null;
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            // What another has found by now must not be lost with this one's time.
            Loss = new ScannerUnavailableException("The scan was ended before its verdict.", exception);
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        share?.Dispose();
        return scan?.DisposeAsync() ?? default;
    }

    // Once for every block of every file: its state is worth pooling.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask BoundAsync<T>(Func<ScanParticipant, T, CancellationToken, ValueTask> wait, T argument, CancellationToken cancellationToken)
    {
        share?.Start();
        try
        {
            await wait(this, argument, share?.Token ?? cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception)
        {
            Loss = exception;
        }
        catch (OperationCanceledException exception) when (share is { HasPassed: true })
        {
            Loss = new ScannerUnavailableException($"Scanner {Name} kept the others waiting for three quarters of Attachments:Scanning:Timeout.", exception);
        }
        finally
        {
            share?.Pause();
        }
    }
}
