using Attachments.Storage.S3.Connection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Diagnosis;

// Refuses to start on a setting that somebody has to put right, rather than to fail at the first upload. A service that is away does not keep a host
// from starting: readiness tells of it, and the host works when the service is back.
internal sealed class S3StoreStartCheck(IBlobStore store, S3Connection connection, StoreCheck check, TimeProvider clock, ILogger<S3StoreStartCheck> logger)
    : IHostedLifecycleService
{
    // Longer than a request that is repeated once needs, shorter than anybody waits for a host.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // Another store was chosen after this one.
        if (store is not S3BlobStore)
            return;

        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);

        try
        {
            await check.RunAsync(both.Token).ConfigureAwait(false);
        }
        catch (BlobStoreException exception)
        {
            if (exception.InnerException is { } cause && FaultReason.Of(cause, isPlain: connection.IsPlain).Setting is { } setting)
                throw Refusal($"Attachments:Storage:S3:{setting} cannot be used. {exception.Message}");

            logger.NotReadyAtStart(exception, exception.Message);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.NotReadyAtStart(exception, "The S3 store did not answer in time.");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OptionsValidationException Refusal(string sentence) => new(Options.DefaultName, typeof(S3StoreOptions), [sentence]);
}
