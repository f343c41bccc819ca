using Attachments.Consistency;

namespace Attachments.Storage.Migration;

/// <summary>Fills the new store of <c>UseStoreMigration</c> while hosts run.</summary>
public interface IStoreMigrator
{
    /// <summary>Copies every blob that the new store lacks, and verifies the SHA-256 of what it copies.</summary>
    /// <param name="copy">How.</param>
    /// <param name="observer">Hears what could not be copied, and how far it has come.</param>
    /// <param name="cancellationToken">Cancels the copying, which can go on later at its last checkpoint.</param>
    /// <returns>What was done, once it has come to the end.</returns>
    /// <remarks>
    /// Begin when every host is at <see cref="StoreMigrationStep.Copy"/>. May be repeated, and run on several machines at once. A blob that is deleted
    /// meanwhile leaves no copy behind. The old store is only read.
    /// </remarks>
    /// <exception cref="ArgumentException">The copy asks for what cannot be, or its checkpoint is none.</exception>
    /// <exception cref="InvalidOperationException">The new store cannot say what it holds.</exception>
    /// <exception cref="BlobStoreException">A store could not be reached.</exception>
    /// <exception cref="Persistence.AttachmentDatabaseException">The database could not be reached.</exception>
    ValueTask<StoreCopyReport> CopyAsync(StoreCopy copy, IStoreCopyObserver observer, CancellationToken cancellationToken = default);

    /// <summary>Holds the rows against the new store alone: whether it has every blob, and nothing else.</summary>
    /// <param name="check">What to look at.</param>
    /// <param name="observer">Hears what is found.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>What was counted. Without findings the old store is needed no more.</returns>
    /// <remarks>Throws as <see cref="IConsistencyChecker.CheckAsync"/> does.</remarks>
    ValueTask<ConsistencyReport> VerifyAsync(ConsistencyCheck check, IConsistencyObserver observer, CancellationToken cancellationToken = default);
}
