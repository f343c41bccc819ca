using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Finds verdicts that are old by the options, and makes their blobs due again.</summary>
internal sealed class RescanScheduler(IScanRepository scans, IEnumerable<IBlobScanner> scanners, IOptions<ScanningOptions> scanning, IOptions<RescanOptions> options)
{
    private const int PageSize = 1000;

    private readonly IBlobScanner[] scanners = [.. scanners];

    public async ValueTask<int> ScheduleAsync(CancellationToken cancellationToken)
    {
        if (scanning.Value.Mode == ScanMode.Off)
            return 0;

        var rules = new RescanRules(options.Value.RescanAfter, await ReadSignaturesAsync(cancellationToken).ConfigureAwait(false));
        if (rules == default)
            return 0;

        var scheduled = 0;
        BlobId? last = null;
        do
        {
            var page = await scans.ScheduleRescansAsync(last, PageSize, rules, cancellationToken).ConfigureAwait(false);
            scheduled += page.Scheduled;
            last = page.Last;
        }
        while (last is not null);

        return scheduled;
    }

    private async ValueTask<string?> ReadSignaturesAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.RescanOnNewSignatures)
            return null;

        var versions = new List<(string, ScannerVersion)>(scanners.Length);
        foreach (var scanner in scanners)
            versions.Add((scanner.Name, await scanner.ReadVersionAsync(cancellationToken).ConfigureAwait(false)));

        return VerdictMerger.JoinSignatures(versions);
    }
}
