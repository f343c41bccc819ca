using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>The verdicts in the blobs' rows, and the leases of those who scan.</summary>
/// <remarks>
/// <para>
/// A blob is due for a scan from its creation on, unless it came with a verdict; again when a rescan is scheduled. Claiming moves that time to the end
/// of the lease, so that a blob whose scanner died becomes due by itself. There are never two live claims on one blob, and a claim that ran out and
/// was taken over, or whose blob is gone, can neither record nor postpone anything.
/// </para>
/// <para>All times are the database's. Every method is one transaction, and throws <see cref="AttachmentDatabaseException"/> where the database cannot be reached.</para>
/// </remarks>
public interface IScanRepository
{
    /// <summary>Claims one blob.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="lease">How long the claim lasts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null where the blob is gone, or not due: scanned, claimed by another, or put off.</returns>
    ValueTask<ScanClaim?> ClaimAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Claims blobs that are due, those due for longest first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="lease">How long the claims last.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<ScanClaim>> ClaimDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Claims blobs that are due, those first that became so last.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="lease">How long the claims last.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<ScanClaim>> ClaimNewestDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Records the verdict of a claimed blob and ends the claim. An infected blob's bytes are removed (a stray is made, due at once) or quarantined in the same transaction.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="infected">What becomes of infected bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What it touched; null where the claim was lost, and nothing was changed.</returns>
    ValueTask<RecordedVerdict?> RecordAsync(ScanClaim claim, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken);

    /// <summary>Records that bytes which a tenant may have are infected, whoever has claimed them and whatever a scanner said of them before. Bytes that a person has released stay released.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="digest">The digest of the bytes.</param>
    /// <param name="verdict">The verdict, <see cref="ScanStatus.Infected"/>.</param>
    /// <param name="infected">What becomes of the bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What it touched; null where the tenant has no such blob, or has it as infected or released already.</returns>
    ValueTask<RecordedVerdict?> RecordInfectedAsync(TenantId tenant, ContentDigest digest, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken);

    /// <summary>Ends a claim without a verdict.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="delay">When the blob is due again, from now.</param>
    /// <param name="counts">Whether the try counts as one of the blob's attempts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where the claim was lost.</returns>
    ValueTask<bool> PostponeAsync(ScanClaim claim, TimeSpan delay, bool counts, CancellationToken cancellationToken);

    /// <summary>Makes safe blobs due again whose verdict is old. One page of the walk over all blobs.</summary>
    /// <param name="after">The last blob of the page before; null to begin.</param>
    /// <param name="limit">How many blobs to look at.</param>
    /// <param name="rules">Which verdicts are old.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<RescanPage> ScheduleRescansAsync(BlobId? after, int limit, RescanRules rules, CancellationToken cancellationToken);

    /// <summary>Reads the verdict of bytes that a tenant may have.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="digest">The digest of the bytes.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Null where the tenant has no such blob.</returns>
    ValueTask<ScanStatus?> FindStatusAsync(TenantId tenant, ContentDigest digest, CancellationToken cancellationToken);

    /// <summary>Reads for how long the blob that is due for longest has been so.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Null where none is due.</returns>
    ValueTask<TimeSpan?> ReadQueueAgeAsync(CancellationToken cancellationToken);
}
