using Attachments.Content;
using Attachments.Scanning.VirusTotal.Api;
using Attachments.Scanning.VirusTotal.Quota;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal;

/// <summary>Waits for an analysis as long as a scan may, and leaves the rest to the next try.</summary>
internal sealed class AnalysisWaiter(
    VirusTotalApi api, RequestQuota quota, ReportRules rules, PendingAnalyses pending, IOptions<VirusTotalOptions> options, TimeProvider clock)
{
    private readonly TimeSpan interval = options.Value.PollInterval;

    /// <summary>Asks at once, and then at every interval.</summary>
    /// <exception cref="ScannerUnavailableException">The result is not there in time, or there is none.</exception>
    public async ValueTask<ScanReport> WaitAsync(string analysis, ContentDigest digest, ScanBudget budget, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await AskAsync(analysis, digest, budget, cancellationToken).ConfigureAwait(false) is { } report)
                return report;

            await PauseAsync(budget, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets one interval pass, for an analysis that has only just been asked for.</summary>
    public async ValueTask PauseAsync(ScanBudget budget, CancellationToken cancellationToken)
    {
        if (!budget.Allows(interval))
            throw UnderWay();

        await Task.Delay(interval, clock, cancellationToken).ConfigureAwait(false);
    }

    public ScannerUnavailableException UnderWay() => new("VirusTotal is still analysing the file.") { RetryAfter = interval };

    private async ValueTask<ScanReport?> AskAsync(string analysis, ContentDigest digest, ScanBudget budget, CancellationToken cancellationToken)
    {
        using var poll = budget.Extend(quota.Reserve(1));
        var found = await api.FindAnalysisAsync(analysis, poll, cancellationToken).ConfigureAwait(false);

        if (found is null)
        {
            pending.Remove(digest);
            throw new ScannerUnavailableException("VirusTotal does not know the analysis that it began.");
        }

        if (found.Data?.Attributes is not { Status: "completed" } result)
            return null;

        // From here on the look-up by digest finds it, whatever this analysis may lack.
        pending.Remove(digest);
        if (!string.Equals(found.Meta?.FileInfo?.Sha256, digest.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new ScannerUnavailableException("VirusTotal's analysis is not said to be of these bytes.") { RetryAfter = found.Meta?.FileInfo?.Sha256 is null ? interval : null };

        return rules.Judge(result.Stats, result.Results, label: null) ?? throw ApiFault.NotUnderstood("finished analysis");
    }
}
