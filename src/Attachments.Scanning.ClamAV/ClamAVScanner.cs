using Attachments.Scanning.ClamAV.Probing;
using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV;

internal sealed class ClamAVScanner(IOptions<ClamAVOptions> options, ClamdClient client, DaemonTrust trust, ILogger<ClamAVScanner> logger) : IBlobScanner, IDisposable
{
    private const long Never = long.MinValue;

    // A daemon that may not read the store's files (AppArmor) is sent the bytes. One that was only restarted while it had a file is given files again.
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim slots = new(options.Value.MaxConnections);
    private long refusedFilesAt = Never;

    public string Name => "clamav";

    public bool CanScanInline => true;

    public async ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        // Before the scan: signatures that come in while it runs must not be credited with what older ones let pass.
        var word = await trust.WeighAsync(cancellationToken).ConfigureAwait(false);

        if (target.Length > options.Value.StreamMaxLength)
            return BlobScan.Settled(ClamAVScan.TooLong(word.Version, options.Value.StreamMaxLength));

        await TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What is looked for in passing bytes cannot be looked for in a file that clamd reads by itself.
            var takesFile = target.IsStored && client.CanPassFiles && !RefusesFiles() && !word.PassesEncrypted;
            var request = takesFile
                ? await ClamdRequest.OpenAsync(client, cancellationToken).ConfigureAwait(false)
                : await ClamdRequest.OpenStreamAsync(client, cancellationToken).ConfigureAwait(false);
            return new ClamAVScan(request, takesFile, word, options.Value.StreamMaxLength, Ended);
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

    private void Ended(ClamdRequest request)
    {
        slots.Release();

        // It may have been restarted, with other settings.
        if (request.IsLost)
            trust.Forget();

        if (request.IsRefusedFile && !RefusesFiles())
        {
            Volatile.Write(ref refusedFilesAt, client.Clock.GetTimestamp());
            logger.FilesRefused();
        }
    }

    private bool RefusesFiles() =>
        Volatile.Read(ref refusedFilesAt) is var at and not Never && client.Clock.GetElapsedTime(at) < RefusalLasts;
}
