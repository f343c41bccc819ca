using Attachments.Content;
using Attachments.Storage;
using Microsoft.Extensions.Logging;

namespace Attachments.Scanning.VirusTotal.Scans;

/// <summary>A scan that sends the bytes, and waits for their analysis.</summary>
internal sealed class UploadScan(
    FileUpload upload, AnalysisWaiter waiter, PendingAnalyses pending, BlobId blob, ContentDigest expected, ScanBudget budget, ILogger logger) : BlobScan
{
    public override bool WantsContent => !upload.IsAnswered;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        upload.IsAnswered ? default : upload.WriteAsync(bytes, cancellationToken);

    public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Asked before the form is ended: VirusTotal drops a form without its end.
        if (digest != expected || length != upload.Length)
            throw ScanFault.OtherBytes();

        if (await upload.EndAsync(cancellationToken).ConfigureAwait(false) is not { } analysis)
            return ReportRules.Unscannable("longer than VirusTotal accepts");

        pending.Add(digest, analysis);
        logger.Uploaded(blob, length);

        await waiter.PauseAsync(budget, cancellationToken).ConfigureAwait(false);
        return await waiter.WaitAsync(analysis, digest, budget, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await upload.DisposeAsync().ConfigureAwait(false);
        budget.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
