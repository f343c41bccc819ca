using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

internal sealed class AttachmentSweeper(
    IBlobRepository blobs,
    ISealRepository seals,
    IBlobStore store,
    BlobReaper reaper,
    BlobWalk walk,
    LostMessageFinder lostMessages,
    AttachmentsMetrics metrics,
    IOptions<SweepingOptions> options,
    ILogger<AttachmentSweeper> logger) : IAttachmentSweeper, IDisposable
{
    private readonly SweepingOptions options = options.Value;

    // A job or a test may sweep beside the worker; the walk's place is one for both.
    private readonly SemaphoreSlim turn = new(1, 1);

    public async ValueTask<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SweepInTurnAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async ValueTask<SweepReport> SweepInTurnAsync(CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("attachments.sweep");
        var failures = new List<Exception>();

        var strays = await TryAsync(SweepStraysAsync, failures, cancellationToken).ConfigureAwait(false);
        strays += await TryAsync(walk.GoOnAsync, failures, cancellationToken).ConfigureAwait(false);
        await TryAsync(ForgetDeletedMessagesAsync, failures, cancellationToken).ConfigureAwait(false);
        var stagings = await TryAsync(token => store.DropStagingsAsync(options.GracePeriod, token), failures, cancellationToken).ConfigureAwait(false);
        var lost = options.FindLostMessages ? await TryAsync(lostMessages.DeleteAsync, failures, cancellationToken).ConfigureAwait(false) : 0;

        metrics.Swept(strays, stagings);
        if (strays + stagings + lost > 0)
            logger.Swept(strays, stagings, lost);

        // One can be thrown; whoever calls tells of it.
        foreach (var failure in failures.Skip(1))
            logger.SweepStepFailed(failure);
        if (failures.Count > 0)
            ExceptionDispatchInfo.Throw(failures[0]);

        return new SweepReport(strays, stagings, lost);
    }

    // A step that fails, the host's directory above all, must not keep the others from their work for ever.
    private static async ValueTask<int> TryAsync(
        Func<CancellationToken, ValueTask<int>> step, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            return await step(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failures.Add(exception);
            return 0;
        }
    }

    private async ValueTask<int> ForgetDeletedMessagesAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        int batch;
        do
        {
            batch = await seals.ForgetDeletedAsync(options.RememberDeletedMessages, options.BatchSize, cancellationToken).ConfigureAwait(false);
            forgotten += batch;
        }
        while (batch == options.BatchSize);

        return forgotten;
    }

    private async ValueTask<int> SweepStraysAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            var claimed = await blobs.ClaimStraysAsync(options.BatchSize, options.GracePeriod, cancellationToken).ConfigureAwait(false);
            var reaped = await reaper.ReapAsync(claimed, cancellationToken).ConfigureAwait(false);
            swept += reaped;

            // A store that refuses deletes gets its strays back in a grace, not in a hot loop.
            if (claimed.Count < options.BatchSize || reaped == 0)
                return swept;

            await SweepPace.RestAsync(began, cancellationToken).ConfigureAwait(false);
        }
    }
}
