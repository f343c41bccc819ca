using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Gives up claims whose scan came to nothing, and says when it is tried again.</summary>
internal sealed class ScanRetries(IScanRepository scans, IEnumerable<IScanQueue> queues, IOptions<ScanRetryOptions> options, ILogger<ScanRetries> logger)
{
    // A host that stops has little time left; the lease makes up for what is not handed back.
    private static readonly TimeSpan HandBackTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    private readonly IScanQueue[] queues = [.. queues];

    /// <summary>Puts a blob off: by the scanner's own word, else by the back-off.</summary>
    public async ValueTask PostponeAsync(ScanClaim claim, Exception exception, CancellationToken cancellationToken)
    {
        var told = (exception as ScannerUnavailableException)?.RetryAfter;
        var delay = told is { } wait ? Bound(wait) : BackOff(claim.Attempt);
        if (!await scans.PostponeAsync(claim, delay, counts: told is null, cancellationToken).ConfigureAwait(false))
            return;

        // A quota that is used up, or an analysis under way, is no news.
        if (told is null)
            logger.ScanPostponed(claim.Blob, claim.Attempt, delay, exception);
        else
            logger.ScanWaits(claim.Blob, delay, exception.Message);

        Wake(claim.Blob, delay);
    }

    /// <summary>Hands a blob back that was not scanned because the host stops. Another host may take it at once.</summary>
    public async ValueTask HandBackAsync(ScanClaim claim)
    {
        using var limit = new CancellationTokenSource(HandBackTimeout);
        try
        {
            if (await scans.PostponeAsync(claim, TimeSpan.Zero, counts: false, limit.Token).ConfigureAwait(false))
                Wake(claim.Blob, TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is AttachmentDatabaseException or OperationCanceledException)
        {
            logger.ScanNotHandedBack(claim.Blob, exception);
        }
    }

    /// <summary>Returns how long to wait after a failed attempt, from 1.</summary>
    public TimeSpan BackOff(int attempt) =>
        attempt <= options.Value.MaxRetries ? options.Value.RetryDelay * (1L << (attempt - 1)) : options.Value.RetryInterval;

    private static TimeSpan Bound(TimeSpan wait) => wait < ShortestWait ? ShortestWait : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait;

    private void Wake(BlobKey blob, TimeSpan delay)
    {
        foreach (var queue in queues)
            queue.Wake(blob, delay);
    }
}
