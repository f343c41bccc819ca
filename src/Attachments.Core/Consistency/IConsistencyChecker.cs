namespace Attachments.Consistency;

/// <summary>Holds the blobs' rows and the store's objects against each other.</summary>
/// <remarks>
/// <para>Safe while hosts upload, delete, scan and sweep: what they do meanwhile is never taken for a fault. Needs a store that is an <see cref="Storage.IBlobInventory"/>.</para>
/// <para>Memory stays the same however many blobs there are.</para>
/// </remarks>
public interface IConsistencyChecker
{
    /// <summary>Checks: first every row, then every object, then the stagings.</summary>
    /// <param name="check">What to look at, and whether to repair.</param>
    /// <param name="observer">Hears what is found.</param>
    /// <param name="cancellationToken">Cancels the check, which can go on later at its last checkpoint.</param>
    /// <returns>What was counted, once it has come to the end.</returns>
    /// <exception cref="ArgumentException">The check asks for what cannot be, or its checkpoint is none of such a check.</exception>
    /// <exception cref="InvalidOperationException">The store cannot say what it holds.</exception>
    /// <exception cref="Storage.BlobStoreException">The store could not be reached.</exception>
    /// <exception cref="Persistence.AttachmentDatabaseException">The database could not be reached.</exception>
    ValueTask<ConsistencyReport> CheckAsync(ConsistencyCheck check, IConsistencyObserver observer, CancellationToken cancellationToken = default);
}
