using System.Runtime.ExceptionServices;
using Attachments.Diagnostics;

namespace Attachments.Storage;

/// <summary>Asks the store whether it works, one try at a time and none while the last is fresh: a try writes, and whoever reaches a readiness endpoint may ask for it.</summary>
internal sealed class StoreProbe(IBlobStore store, TimeProvider clock) : IReadinessProbe, IDisposable
{
    // Less than the time between two questions of a load balancer, whose every one should count.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim trying = new(1);
    private long triedAt;
    private Exception? fault;
    private bool wasTried;

    public string Name => "storage";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        // Those who wait for a try that hangs leave by their own tokens, and make no second one of it.
        await trying.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!wasTried || clock.GetElapsedTime(triedAt) >= Freshness)
                await TryAsync(cancellationToken).ConfigureAwait(false);

            if (fault is not null)
                ExceptionDispatchInfo.Throw(fault);

            return null;
        }
        finally
        {
            trying.Release();
        }
    }

    public void Dispose() => trying.Dispose();

    // A try that was cancelled says nothing.
    private async ValueTask TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken).ConfigureAwait(false);
            fault = null;
        }
        catch (BlobStoreException exception)
        {
            fault = exception;
        }

        triedAt = clock.GetTimestamp();
        wasTried = true;
    }
}
