using Attachments.Diagnostics;

namespace Attachments.Storage;

/// <summary>Asks the store whether it works, one try at a time and none while the last is fresh: a try writes, and whoever reaches a readiness endpoint may ask for it.</summary>
/// <remarks>A try belongs to nobody who asks: one who hangs up ends his waiting, and makes no second try of it.</remarks>
internal sealed class StoreProbe(IBlobStore store, TimeProvider clock) : IReadinessProbe, IDisposable
{
    // Less than the time between two questions of a load balancer, whose every one should count.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock turn = new();
    private Task? last;
    private long begunAt;

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
            if (last is null || (last.IsCompleted && clock.GetElapsedTime(begunAt) >= Freshness))
            {
                begunAt = clock.GetTimestamp();
                var token = ending.Token;
                last = Task.Run(() => store.CheckAsync(token).AsTask(), token);
            }

            return last;
        }
    }
}
