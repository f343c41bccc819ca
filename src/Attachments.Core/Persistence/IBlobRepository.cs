using Attachments.Storage;

namespace Attachments.Persistence;

/// <summary>The blobs' and strays' rows, as the sweeper sees them.</summary>
/// <remarks>Every method throws <see cref="AttachmentDatabaseException"/> where the database cannot be reached.</remarks>
public interface IBlobRepository
{
    /// <summary>Claims strays that are due, for deleting their bytes. A reservation among them is lost to its uploader.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="lease">How long the claim lasts, by the database's clock; afterwards another sweeper may take over.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<BlobKey>> ClaimStraysAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Forgets strays whose bytes are deleted. One that is forgotten already is no error.</summary>
    /// <param name="keys">The strays.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask ForgetStraysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken);

    /// <summary>Condemns blobs that lost their last attachment in another way than by a delete here, such as a host's cascade. One page of the walk over all blobs.</summary>
    /// <param name="after">The last blob of the page before; null to begin.</param>
    /// <param name="limit">How many blobs to look at.</param>
    /// <param name="lease">How long the caller has for deleting the condemned bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<CondemnedPage> CondemnUnreferencedAsync(BlobId? after, int limit, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Reads which messages have attachments. One page of the walk over all of them, in no particular order.</summary>
    /// <param name="after">The last message of the page before; null to begin.</param>
    /// <param name="limit">How many messages to read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<TenantMessage>> ListMessagesAsync(TenantMessage? after, int limit, CancellationToken cancellationToken);
}
