using Attachments.Scanning.ClamAV.Probing;
using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV;

internal sealed class ClamAVScanner(IOptions<ClamAVOptions> options, ClamdClient client, DaemonTrust trust) : IBlobScanner, IDisposable
{
    private readonly SemaphoreSlim slots = new(options.Value.MaxConnections);

    public string Name => "clamav";

    public bool CanScanInline => true;

    public async ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        // Before the scan: signatures that come in while it runs must not be credited with what older ones let pass.
        var word = await trust.WeighAsync(cancellationToken).ConfigureAwait(false);

        if (target.Length > options.Value.StreamMaxLength)
            return new SettledScan(ClamAVScan.TooLong(word.Version, options.Value.StreamMaxLength));

        await TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var stream = await ClamdStream.OpenAsync(client, cancellationToken).ConfigureAwait(false);
            return new ClamAVScan(stream, word, options.Value.StreamMaxLength, Ended);
        }
        catch (Exception exception)
        {
            slots.Release();
            if (exception is ScannerUnavailableException)
                trust.Forget();

            throw;
        }
    }

    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken) => trust.ReadVersionAsync(cancellationToken);

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => trust.CheckAsync(cancellationToken);

    public void Dispose() => slots.Dispose();

    private async ValueTask TakeSlotAsync(CancellationToken cancellationToken)
    {
        if (await slots.WaitAsync(client.Timeout, cancellationToken).ConfigureAwait(false))
            return;

        throw new ScannerUnavailableException($"All {options.Value.MaxConnections} connections to clamd were busy.");
    }

    private void Ended(ClamdStream stream)
    {
        slots.Release();

        // It may have been restarted, with other settings.
        if (stream.IsLost)
            trust.Forget();
    }
}
