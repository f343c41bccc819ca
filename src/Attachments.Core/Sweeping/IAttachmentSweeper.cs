namespace Attachments.Sweeping;

/// <summary>Clears what died processes, cascades and lost answers have left behind.</summary>
/// <remarks>The library sweeps by itself every <see cref="SweepingOptions.Interval"/>; a job server or a test may call it too. Any number may run at once.</remarks>
public interface IAttachmentSweeper
{
    /// <summary>Sweeps once.</summary>
    /// <param name="cancellationToken">Cancels the sweep, which loses nothing.</param>
    /// <exception cref="Persistence.AttachmentDatabaseException">The database could not be reached.</exception>
    /// <exception cref="Storage.BlobStoreException">The store could not be reached.</exception>
    ValueTask<SweepReport> SweepAsync(CancellationToken cancellationToken = default);
}
