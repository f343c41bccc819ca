using Attachments.Access;
using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>The infected blobs whose bytes are kept. For administrators: who may call it is the host's to decide.</summary>
/// <remarks>Every method throws <see cref="Persistence.AttachmentDatabaseException"/> where the database cannot be reached.</remarks>
public interface IAttachmentQuarantine
{
    /// <summary>Reads a tenant's quarantined blobs, oldest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The last blob of the page before; null to begin.</param>
    /// <param name="limit">How many at most, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<QuarantinedBlob>> ListAsync(TenantId tenant, BlobId? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Declares a quarantined blob safe and gives it back to its attachments. It is not scanned again by itself.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="by">Who decides, for the audit.</param>
    /// <param name="reason">Why, for the audit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where it is not in quarantine.</returns>
    ValueTask<bool> ReleaseAsync(BlobKey blob, UserId by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Deletes the bytes of a quarantined blob. Its attachments stay infected.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="by">Who decides, for the audit.</param>
    /// <param name="reason">Why, for the audit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where it is not in quarantine.</returns>
    ValueTask<bool> PurgeAsync(BlobKey blob, UserId by, string reason, CancellationToken cancellationToken = default);
}
