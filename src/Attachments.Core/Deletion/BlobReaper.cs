using Attachments.Access;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Storage;
using Attachments.Sweeping;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Deletion;

/// <summary>Deletes attachments' rows, and the bytes that nothing names any more.</summary>
internal sealed class BlobReaper(
    IAttachmentRepository attachments,
    IBlobRepository blobs,
    IBlobStore store,
    IOptions<SweepingOptions> options,
    TimeProvider clock,
    ILogger<BlobReaper> logger)
{
    // Somebody waits for most of what is reaped, and nobody is told of it: a silent store holds neither an answer nor a sweep up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // One that was silent is not asked again at once, or everybody who deletes would wait.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private long silentAt;
    private volatile bool wasSilent;

    private enum Outcome
    {
        Done,
        Failed,
        Silent,
    }

    /// <summary>Deletes attachments and reaps what they leave behind.</summary>
    /// <returns>How many of them were there.</returns>
    public async ValueTask<int> DeleteAsync(TenantId tenant, IReadOnlyList<AttachmentReference> references, CancellationToken cancellationToken)
    {
        var outcome = await attachments.DeleteAsync(tenant, references, options.Value.GracePeriod, cancellationToken).ConfigureAwait(false);

        // The rows are gone: from here on the answer is "deleted", whatever becomes of the request.
        await ReapNowAsync(outcome.Condemned).ConfigureAwait(false);
        return outcome.Deleted;
    }

    /// <summary>Deletes the bytes of strays and forgets them, for somebody who waits. What fails stays a stray, for the next sweep; so does the rest, where the store does not answer.</summary>
    public async ValueTask ReapNowAsync(IReadOnlyList<BlobKey> strays)
    {
        if (!(wasSilent && clock.GetElapsedTime(Volatile.Read(ref silentAt)) < Rest))
            await TryReapAsync(strays, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Deletes the bytes of strays and forgets them, for a sweep. What fails stays a stray.</summary>
    /// <returns>How many were reaped.</returns>
    /// <exception cref="BlobStoreException">The store does not answer.</exception>
    public async ValueTask<int> ReapAsync(IReadOnlyList<BlobKey> strays, CancellationToken cancellationToken)
    {
        var (reaped, isSilent) = await TryReapAsync(strays, cancellationToken).ConfigureAwait(false);
        return isSilent ? throw new BlobStoreException($"The store has not answered a delete for {Patience.TotalSeconds} seconds.") : reaped;
    }

    private async ValueTask<(int Reaped, bool IsSilent)> TryReapAsync(IReadOnlyList<BlobKey> strays, CancellationToken cancellationToken)
    {
        // Nothing was asked of the store, and nothing learned of it.
        if (strays.Count == 0)
            return (0, false);

        var isSilent = false;
        var reaped = new List<BlobKey>(strays.Count);
        foreach (var key in strays)
        {
            var outcome = await TryDeleteBytesAsync(key, cancellationToken).ConfigureAwait(false);
            isSilent = outcome == Outcome.Silent;
            if (isSilent)
                break;
            if (outcome == Outcome.Done)
                reaped.Add(key);
        }

        // Forgotten only after the bytes: the other order leaves bytes that nothing names when the process dies in between.
        await TryForgetAsync(reaped, cancellationToken).ConfigureAwait(false);
        Remember(isSilent);
        return (reaped.Count, isSilent);
    }

    private void Remember(bool isSilent)
    {
        if (isSilent)
            Volatile.Write(ref silentAt, clock.GetTimestamp());

        wasSilent = isSilent;
    }

    private async ValueTask<Outcome> TryDeleteBytesAsync(BlobKey key, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Patience, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);

        try
        {
            await store.DeleteAsync(key, ended.Token).ConfigureAwait(false);
            return Outcome.Done;
        }
        catch (BlobStoreException exception)
        {
            logger.BytesNotDeleted(key, exception);
            return Outcome.Failed;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.BytesNotDeleted(key, exception);
            return Outcome.Silent;
        }
    }

    private async ValueTask TryForgetAsync(List<BlobKey> reaped, CancellationToken cancellationToken)
    {
        if (reaped.Count == 0)
            return;

        try
        {
            await blobs.ForgetStraysAsync(reaped, cancellationToken).ConfigureAwait(false);
        }
        catch (AttachmentDatabaseException exception)
        {
            logger.StraysNotForgotten(reaped.Count, exception);
        }
    }
}
