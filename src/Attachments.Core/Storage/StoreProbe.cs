using Attachments.Diagnostics;
using Attachments.Hosting;

namespace Attachments.Storage;

/// <summary>Asks the store whether it works, one try at a time and none while the last is fresh: a try writes, and whoever reaches a readiness endpoint may ask for it.</summary>
/// <remarks>A try belongs to nobody who asks: one who hangs up ends his waiting, and makes no second try of it.</remarks>
internal sealed class StoreProbe(IBlobStore store, TimeProvider clock) : IReadinessProbe, IDisposable
{
    // Less than the time between two questions of a load balancer, whose every one should count.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    // One that hangs must not be all that readiness knows once the store is back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // What a store does without looking at its token goes on when patience has ended, and holds a thread.
    private const int MostRunning = 4;

    private readonly CancellationTokenSource ending = new();
    private readonly Lock turn = new();
    private Task? last;
    private long begunAt;
    private int running;

    public string Name => "storage";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        await LastTry().WaitAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private Task LastTry()
    {
        lock (turn)
        {
            if (last is null || (last.IsCompleted && clock.GetElapsedTime(begunAt) >= Freshness && Volatile.Read(ref running) < MostRunning))
            {
                begunAt = clock.GetTimestamp();
                last = TryAsync(ending.Token);

                // Perhaps nobody waits for it any more.
                _ = last.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            return last;
        }
    }

    private async Task TryAsync(CancellationToken ended)
    {
        Interlocked.Increment(ref running);
        try
        {
            await HostCode.CallAsync(CheckStoreAsync, Patience, clock, ended).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new BlobStoreException("The store did not answer in time.", exception);
        }
    }

    private async ValueTask CheckStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
