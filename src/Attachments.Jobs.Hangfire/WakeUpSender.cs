using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attachments.Jobs.Hangfire;

/// <summary>Makes jobs of the wake-ups that <see cref="HangfireScanQueue"/> holds.</summary>
internal sealed class WakeUpSender(HangfireScanQueue queue, JobFactory jobs, JobsMetrics metrics, ILogger<WakeUpSender> logger) : IHostedService
{
    // A host that stops has little time left; the pass makes up for what is not sent.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(3);

    private Task sending = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        sending = Task.Run(SendAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        try
        {
            await sending.WaitAsync(DrainTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            logger.WakeUpsDropped(queue.Clear(), exception);
        }
    }

    // One at a time, on one thread: Hangfire blocks it, and nothing here is in a hurry that a pass could not make up for.
    private async Task SendAllAsync()
    {
        await foreach (var wakeUp in queue.TakeAllAsync().ConfigureAwait(false))
        {
            Send(wakeUp);

            if (queue.TakeOverflow() is > 0 and var overflown)
                logger.WakeUpsDropped(overflown, null);
        }
    }

    private void Send(WakeUp wakeUp)
    {
        try
        {
            jobs.Wake(wakeUp);
        }
#pragma warning disable CA1031 // Whatever a storage throws: a wake-up is a hint, and the sender must outlive every fault.
        catch (Exception exception)
        {
            // A storage that is away may take half a minute to say so. What waits behind would only be as late as the pass is.
            metrics.WakeUpsDropped(1);
            logger.WakeUpsDropped(1 + queue.Clear(), exception);
        }
#pragma warning restore CA1031
    }
}
