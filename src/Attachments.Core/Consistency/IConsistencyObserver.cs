namespace Attachments.Consistency;

/// <summary>Hears what a check finds, while it runs. Called by one task at a time; the check waits for it.</summary>
public interface IConsistencyObserver
{
    /// <summary>Hears of something that is wrong.</summary>
    /// <param name="finding">What.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <remarks>Every finding is told before a checkpoint that lies behind it. After an interruption one may be told again.</remarks>
    ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken);

    /// <summary>Hears where the check stands: at every checkpoint, and about four times a second between two.</summary>
    /// <param name="progress">Where it stands.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken);
}
