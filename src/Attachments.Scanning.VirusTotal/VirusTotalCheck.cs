using Attachments.Content;
using Attachments.Scanning.VirusTotal.Api;
using Attachments.Scanning.VirusTotal.Quota;

namespace Attachments.Scanning.VirusTotal;

/// <summary>Checks that VirusTotal answers and can be trusted, by what the last request told where that is not long ago: health is asked far more often than the quota allows.</summary>
internal sealed class VirusTotalCheck(VirusTotalApi api, RequestQuota quota, ReportRules rules, ApiHealth health, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly ContentDigest Eicar = new(Convert.FromHexString("275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"));

    private readonly SemaphoreSlim asking = new(1);
    private volatile bool isProven;

    /// <returns>A warning while VirusTotal asks to wait; null where all is well.</returns>
    /// <exception cref="ScannerUnavailableException">It cannot be reached or not be trusted.</exception>
    public async ValueTask<string?> RunAsync(CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Recall() is { } known)
                return known.Tell();

            await AskForEicarAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ScannerUnavailableException exception) when (exception.RetryAfter is not null)
        {
            return exception.Message;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    // Scans that went well prove that somebody answers; only the test file proves that it is VirusTotal, and that the thresholds can be reached.
    private ApiHealth.Outcome? Recall() => health.Recent is { } outcome && (isProven || outcome.Fault is not null) ? outcome : null;

    private async ValueTask AskForEicarAsync(CancellationToken cancellationToken)
    {
        using var budget = new ScanBudget(quota.Reserve(1), clock, Timeout, clock.GetTimestamp());
        var file = await api.FindFileAsync(Eicar, budget, cancellationToken).ConfigureAwait(false);
        var report = rules.Judge(file?.Attributes?.LastAnalysisStats, file?.Attributes?.LastAnalysisResults, label: null);

        isProven = report is { Verdict: ScanVerdict.Infected };
        if (isProven)
            return;

        var fault = new ScannerUnavailableException(
            "VirusTotal's report of the EICAR test file does not say that it is malicious: check Attachments:Scanning:VirusTotal:Endpoint and MaliciousThreshold.")
        {
            IsMisconfigured = true,
        };
        health.Failed(fault);
        throw fault;
    }
}
