namespace Attachments.Jobs.Hangfire;

/// <summary>Runs what blocks on Hangfire's storage beside whoever waits for it.</summary>
internal static class StorageAttempt
{
    // Enough for a storage that answers; one that does not is left to itself, or the host would stop only when its time to stop is over.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    public static async Task<bool> RunAsync(Func<bool> attempt, CancellationToken stoppingToken)
    {
        var running = Task.Run(attempt, CancellationToken.None);
        try
        {
            return await running.WaitAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await ((Task)running).WaitAsync(StopTimeout, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
