namespace Attachments.Storage.Migration;

/// <summary>Hears how a copying goes. Called by one task at a time; the copying waits for it.</summary>
public interface IStoreCopyObserver
{
    /// <summary>Hears of a blob that was not copied.</summary>
    /// <param name="failure">Which, and why.</param>
    /// <param name="cancellationToken">Cancels the copying.</param>
    ValueTask FailedAsync(StoreCopyFailure failure, CancellationToken cancellationToken);

    /// <summary>Hears where the copying stands: at every checkpoint, and about four times a second between two.</summary>
    /// <param name="progress">Where it stands.</param>
    /// <param name="cancellationToken">Cancels the copying.</param>
    ValueTask ProgressedAsync(StoreCopyProgress progress, CancellationToken cancellationToken);
}
