using Attachments.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>Scans uploads while they stream, where the host has chosen so.</summary>
internal sealed class InlineScanner(
    IEnumerable<IBlobScanner> scanners, VerdictRecorder recorder, VerdictGate gate, TimeProvider clock, IOptions<ScanningOptions> options)
{
    private readonly IBlobScanner[] scanners = [.. scanners.Where(scanner => scanner.CanScanInline)];

    // Where a scanner needs the bytes stored, what the others say of them while they stream is not the last word.
    private readonly bool isComplete = scanners.All(scanner => scanner.CanScanInline);

    /// <summary>Begins to scan one upload; null where uploads are not scanned inline.</summary>
    public InlineScan? Begin(BlobKey blob, CancellationToken cancellationToken)
    {
        if (options.Value.Mode != ScanMode.Inline)
            return null;

        var deadline = new ScanDeadline(options.Value.Timeout, clock, cancellationToken);
        return new InlineScan(scanners, new ScanTarget(blob), isComplete, deadline, recorder, gate);
    }
}
