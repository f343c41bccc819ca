using Attachments.Content;
using Attachments.Scanning.VirusTotal.Api;
using Attachments.Scanning.VirusTotal.Quota;
using Attachments.Scanning.VirusTotal.Scans;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal;

/// <summary>Asks VirusTotal by digest, and sends it the bytes only where that is allowed and it has never seen them.</summary>
internal sealed class VirusTotalScanner(
    VirusTotalApi api,
    RequestQuota quota,
    ReportRules rules,
    PendingAnalyses pending,
    AnalysisWaiter waiter,
    VirusTotalCheck check,
    IOptions<VirusTotalOptions> options,
    IOptions<ScanningOptions> scanning,
    TimeProvider clock,
    ILogger<VirusTotalScanner> logger) : IBlobScanner
{
    // "650 MB" and "32 MB" in the API's documents; the smaller reading of each, and room for the form around the file.
    private const long MaxLength = 650_000_000;
    private const long MaxPlainLength = 30 * 1024 * 1024;

    private readonly bool mayUpload = options.Value.UploadUnknownFiles;

    public string Name => "virustotal";

    public bool CanScanInline => false;

    public async ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        cancellationToken.ThrowIfCancellationRequested();

        if (target.Digest is not { } digest)
            return new UnnamedScan(this, target);

        if (pending.TryGet(digest, out var analysis))
            return new AnalysisScan(waiter, analysis, digest, Allot(0));

        var budget = Allot(RequestsFor(target));
        try
        {
            var scan = await LookUpAsync(target, digest, budget, cancellationToken).ConfigureAwait(false);
            if (scan is not UploadScan and not AnalysisScan)
                budget.Dispose();

            return scan;
        }
        catch
        {
            budget.Dispose();
            throw;
        }
    }

    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<ScannerVersion>(cancellationToken) : ValueTask.FromResult(ReportRules.Version);

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => check.RunAsync(cancellationToken);

    private async ValueTask<BlobScan> LookUpAsync(ScanTarget target, ContentDigest digest, ScanBudget budget, CancellationToken cancellationToken)
    {
        var file = await api.FindFileAsync(digest, budget, cancellationToken).ConfigureAwait(false);
        if (file?.Attributes is not { } known)
            return ScanUnknown(target, digest, budget);

        var report = rules.Judge(known.LastAnalysisStats, known.LastAnalysisResults, known.PopularThreatClassification?.SuggestedThreatLabel);
        if (report is null && IsBeingAnalysed(known))
            throw waiter.UnderWay();

        // Detections count at any age.
        if (report is not null && (report.Verdict == ScanVerdict.Infected || rules.IsRecent(known.LastAnalysisDate)))
            return new SettledScan(report, digest);

        if (!mayUpload)
            return new SettledScan(ReportRules.NoOpinion(report is null ? "never analysed by VirusTotal" : "VirusTotal's report is too old"), digest);

        var analysis = await api.ReanalyseAsync(digest, budget, cancellationToken).ConfigureAwait(false);
        pending.Add(digest, analysis);
        logger.AnalysisRenewed(target.Blob.Blob);
        return new AnalysisScan(waiter, analysis, digest, budget);
    }

    private BlobScan ScanUnknown(ScanTarget target, ContentDigest digest, ScanBudget budget)
    {
        if (!mayUpload || target.Length is not { } length)
            return new SettledScan(ReportRules.NoOpinion("unknown to VirusTotal"), digest);

        if (length > MaxLength)
            return new SettledScan(ReportRules.Unscannable("longer than VirusTotal accepts"), digest);

        return new UploadScan(new FileUpload(api, digest, length, length > MaxPlainLength, budget), waiter, pending, target.Blob.Blob, digest, budget, logger);
    }

    private bool IsBeingAnalysed(FileFacts known) =>
        known.LastSubmissionDate is { } at && clock.GetUtcNow().ToUnixTimeSeconds() - at < PendingAnalyses.Longest.TotalSeconds;

    // A look-up; and where the file may have to be sent, the upload and for a large one the address before it.
    private int RequestsFor(ScanTarget target) => mayUpload ? target.Length > MaxPlainLength ? 3 : 2 : 1;

    private ScanBudget Allot(int requests) => new(quota.Reserve(requests), clock, scanning.Value.Timeout, clock.GetTimestamp());
}
