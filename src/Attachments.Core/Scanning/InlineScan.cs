using System.Runtime.CompilerServices;
using Attachments.Diagnostics;
using Attachments.Ingestion;

namespace Attachments.Scanning;

/// <summary>The scan of one upload, beside its storing: the scanners see a block while it is hashed and written.</summary>
internal sealed class InlineScan(
    IReadOnlyCollection<IBlobScanner> scanners, ScanTarget target, bool isComplete, ScanDeadline deadline, VerdictRecorder recorder, VerdictGate gate) : IAsyncDisposable
{
    private ScanSession? session;
    private ScannerUnavailableException? loss;
    private ValueTask showing;
    private bool isShowing;

    /// <summary>Begins to show a block. It must stay as it is until <see cref="CatchUpAsync"/> has returned.</summary>
    public void Show(ReadOnlyMemory<byte> bytes)
    {
        if (loss is not null)
            return;

        isShowing = true;
#pragma warning disable CA2012 // Awaited once, by CatchUpAsync: a task for every block of every upload would be garbage.
        showing = ShowAsync(bytes);
#pragma warning restore CA2012
    }

    /// <summary>Waits until the scanners have taken the block, or are lost. That is for <see cref="CompleteAsync"/> to say: whatever else is wrong with an upload counts before its scan.</summary>
    public ValueTask CatchUpAsync()
    {
        if (!isShowing)
            return default;

        isShowing = false;
        return showing;
    }

    /// <summary>Waits for the verdict on the whole file.</summary>
    /// <returns>The file with its verdict, or without one where only the scan in the background will have the last word; or a refusal.</returns>
    /// <exception cref="ScannerUnavailableException">There is no verdict.</exception>
    public async ValueTask<AttachmentResult<IngestedContent>> CompleteAsync(IngestedContent file)
    {
        using var activity = AttachmentsActivity.Start("attachment.scan");
        using var measured = recorder.Measure();

        BlobVerdict verdict;
        try
        {
            verdict = loss is null ? await CompleteSessionAsync(file).ConfigureAwait(false) : throw loss;
        }
        catch (ScannerUnavailableException)
        {
            // What the tenant has had as infected is refused without a scanner. What it has had as safe is not accepted: that is for whoever scans now to say.
            if (await recorder.FindKnownAsync(target.Blob.Tenant, file.Digest, deadline.Caller).ConfigureAwait(false) is { } known && gate.CheckUpload(known) is { } knownRefusal)
                return knownRefusal;

            throw;
        }

        measured.End(verdict);
        activity?.SetTag("attachments.outcome", verdict.Status.ToString());

        // The tenant may hold the same bytes since before the signatures knew them.
        if (verdict.Status == ScanStatus.Infected)
            await recorder.RecordInfectedAsync(target.Blob.Tenant, file.Digest, verdict, CancellationToken.None).ConfigureAwait(false);

        if (gate.CheckUpload(verdict.Status) is { } refused)
            return refused;

        return isComplete ? file with { Verdict = verdict } : file;
    }

    public async ValueTask DisposeAsync()
    {
        // Still under way only after a fault; nothing waits for it any more.
        if (isShowing)
            await AbandonAsync().ConfigureAwait(false);

        if (session is not null)
            await session.DisposeAsync().ConfigureAwait(false);

        deadline.Dispose();
    }

    // Once for every block of every upload: its state is worth pooling.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ShowAsync(ReadOnlyMemory<byte> bytes)
    {
        deadline.Start();
        try
        {
            // Not before the first bytes: an upload that is refused for its type never bothers a scanner.
            session ??= await ScanSession.BeginAsync(scanners, target, deadline).ConfigureAwait(false);
            await session.WriteAsync(bytes, deadline.Token).ConfigureAwait(false);
        }
        catch (ScannerUnavailableException exception)
        {
            loss = exception;
        }
        catch (OperationCanceledException exception) when (deadline.HasPassed)
        {
            loss = deadline.ToException(exception);
        }
        finally
        {
            deadline.Pause();
        }
    }

    private async ValueTask<BlobVerdict> CompleteSessionAsync(IngestedContent file)
    {
        deadline.Start();
        try
        {
            return await session!.CompleteAsync(file.Digest, file.Length, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (deadline.HasPassed)
        {
            throw deadline.ToException(exception);
        }
        finally
        {
            deadline.Pause();
        }
    }

    private async ValueTask AbandonAsync()
    {
        deadline.Abandon();
        await CatchUpAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
