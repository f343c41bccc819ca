using Attachments.Access;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>The quarantined blobs' rows.</summary>
/// <remarks>Every method is one transaction, and throws <see cref="AttachmentDatabaseException"/> where the database cannot be reached.</remarks>
public interface IQuarantineRepository
{
    /// <summary>Reads a tenant's quarantined blobs in the order of their ids, which is that of their creation.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The last blob of the page before; null to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<QuarantinedBlob>> ListAsync(TenantId tenant, BlobId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Makes a quarantined blob a stored and safe one, without an engine; where nothing names it any more, the walk over all blobs condemns it later.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="detail">What is kept with the verdict.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where it is not in quarantine.</returns>
    ValueTask<bool> ReleaseAsync(BlobKey blob, string detail, CancellationToken cancellationToken);

    /// <summary>Removes a quarantined blob's bytes: makes a stray of its key, which the caller reaps; drops the row too where nothing names it any more.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="lease">How long the caller has for deleting the bytes before the sweeper does it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where it is not in quarantine.</returns>
    ValueTask<bool> PurgeAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken);
}
