using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Logging;

namespace Attachments.Scanning;

/// <summary>Shows stored bytes to all scanners.</summary>
internal sealed class StoredBlobScanner(
    IEnumerable<IBlobScanner> scanners, ScanMemory memory, IBlobStore store, AttachmentsMetrics metrics, ILogger<StoredBlobScanner> logger)
{
    private readonly IBlobScanner[] scanners = [.. scanners];

    public async ValueTask<BlobVerdict> ScanAsync(ScanClaim claim, ScanDeadline deadline)
    {
        var cancellationToken = deadline.Token;
        var target = new ScanTarget(claim.Blob) { Digest = claim.Digest, Length = claim.Length, IsStored = true };
        var session = await ScanSession.BeginAsync(scanners, target, deadline, memory).ConfigureAwait(false);
        await using var looking = session.ConfigureAwait(false);

        // One that goes by the digest alone needs no bytes.
        if (session.WantsContent)
            await ShowContentAsync(claim, session, cancellationToken).ConfigureAwait(false);

        return await session.CompleteAsync(claim.Digest, claim.Length, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ShowContentAsync(ScanClaim claim, ScanSession session, CancellationToken cancellationToken)
    {
        var reader = await store.OpenReadAsync(claim.Blob, 0, claim.Length, cancellationToken).ConfigureAwait(false);
        if (reader is null)
        {
            // Deleted meanwhile, in which case the claim is gone too; else lost.
            logger.BlobMissingForScan(claim.Blob);
            metrics.BlobMissing();
            throw new BlobStoreException($"The bytes of blob {claim.Blob} are missing.");
        }

        await using var reading = reader.ConfigureAwait(false);
        if (reader.File is { } file)
            await session.OfferFileAsync(file, cancellationToken).ConfigureAwait(false);
        if (session.WantsContent)
            await reader.ReadBlocksWhileAsync(() => session.WantsContent, session.WriteAsync, cancellationToken).ConfigureAwait(false);
    }
}
