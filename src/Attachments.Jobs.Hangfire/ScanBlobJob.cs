using Attachments.Access;
using Attachments.Scanning;
using Attachments.Storage;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Scans one blob, where it is due and nobody else has claimed it. The class's name and its method's stand in the storage: they stay.</summary>
internal sealed class ScanBlobJob(IBlobScanProcessor processor, ScanSlots slots, IOptions<ScanningOptions> scanning)
{
    /// <summary>Scans.</summary>
    /// <remarks>Never retried by Hangfire: what failed stands in the blob's row, and whoever wrote it there has scheduled the next job.</remarks>
    [JobDisplayName("Scan {0}/{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string tenant, Guid blob, CancellationToken cancellationToken)
    {
        if (scanning.Value.Mode == ScanMode.Off)
            return;

        using var slot = await slots.TakeAsync(cancellationToken).ConfigureAwait(false);
        await processor.ScanAsync(new BlobKey(TenantId.Parse(tenant), new BlobId(blob)), cancellationToken).ConfigureAwait(false);
    }
}
