using Attachments.Content;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning;

/// <summary>One scanner's part in a <see cref="ScanSession"/>: its look, or why it was lost.</summary>
internal sealed class ScanParticipant : IAsyncDisposable
{
    private BlobScan? scan;

    private ScanParticipant(string name) => Name = name;

    public string Name { get; }

    public ScannerUnavailableException? Loss { get; private set; }

    public bool WantsContent => Loss is null && scan!.WantsContent;

    public static async ValueTask<ScanParticipant> BeginAsync(IBlobScanner scanner, ScanTarget target, CancellationToken cancellationToken)
    {
        var participant = new ScanParticipant(scanner.Name);
        try
        {
            participant.scan = await scanner.BeginAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception)
        {
            participant.Loss = exception;
        }

        return participant;
    }

    public async ValueTask OfferFileAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        if (!WantsContent)
            return;

        try
        {
            await scan!.TryTakeFileAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception)
        {
            Loss = exception;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!WantsContent)
            return;

        try
        {
            await scan!.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception)
        {
            Loss = exception;
        }
    }

    public async Task<ScanReport?> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        if (Loss is not null)
            return null;

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

    public ValueTask DisposeAsync() => scan?.DisposeAsync() ?? default;
}
