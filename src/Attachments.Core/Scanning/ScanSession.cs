using Attachments.Content;
using Attachments.Storage;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Scanning;

/// <summary>The looks of several scanners at one blob, as one. The worst verdict wins.</summary>
/// <remarks>A scanner that is lost, or keeps the others waiting for too long, does not end their looks: what one of them finds counts more than what another cannot say.</remarks>
internal sealed class ScanSession : IAsyncDisposable
{
    private readonly BlobKey blob;
    private readonly ScanParticipant[] participants;
    private readonly ScanMemory? memory;

    private ScanSession(BlobKey blob, ScanParticipant[] participants, ScanMemory? memory) => (this.blob, this.participants, this.memory) = (blob, participants, memory);

    /// <summary>Gets whether a scanner wants to see (more of) the bytes.</summary>
    public bool WantsContent
    {
        get
        {
            foreach (var participant in participants)
            {
                if (participant.WantsContent)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Begins the looks of all scanners.</summary>
    /// <param name="scanners">The scanners.</param>
    /// <param name="target">The blob.</param>
    /// <param name="deadline">The time of the whole scan. What its token cancels ends all looks.</param>
    /// <param name="memory">What they said at the last try; null where there is none.</param>
    /// <exception cref="ScannerUnavailableException">None of them can look now.</exception>
    public static async ValueTask<ScanSession> BeginAsync(IReadOnlyCollection<IBlobScanner> scanners, ScanTarget target, ScanDeadline deadline, ScanMemory? memory = null)
    {
        var participants = scanners.Select(scanner => new ScanParticipant(scanner, scanners.Count > 1 ? deadline.Share() : null) { Known = memory?.Find(target.Blob, scanner) });
        var session = new ScanSession(target.Blob, [.. participants], memory);
        try
        {
            // All at once: one may be hanging while the other knows the file.
            await Task.WhenAll(session.participants.Select(participant => participant.BeginAsync(target, deadline.Token).AsTask())).ConfigureAwait(false);
            session.ThrowIfAllLost();
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Offers an open file to every scanner that wants to see bytes; those that do not take it still want them.</summary>
    /// <exception cref="ScannerUnavailableException">All scanners are lost.</exception>
    public async ValueTask OfferFileAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        foreach (var participant in participants)
            await participant.OfferFileAsync(file, cancellationToken).ConfigureAwait(false);

        ThrowIfAllLost();
    }

    /// <summary>Shows the next bytes to every scanner that wants to see them.</summary>
    /// <exception cref="ScannerUnavailableException">All scanners are lost.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var participant in participants)
            await participant.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);

        ThrowIfAllLost();
    }

    /// <summary>Waits for all verdicts.</summary>
    /// <exception cref="ScannerUnavailableException">One scanner has none, and no other found anything.</exception>
    public async ValueTask<BlobVerdict> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        // All at once: one may wait for another machine while the other computes.
        var reports = await Task.WhenAll(participants.Select(participant => participant.CompleteAsync(digest, length, cancellationToken))).ConfigureAwait(false);
        if (Array.Find(participants, participant => participant.Loss is not null)?.Loss is { } loss && !Array.Exists(reports, report => report?.Verdict == ScanVerdict.Infected))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (loss.RetryAfter is not null)
                Remember(reports);

            throw loss;
        }

        Forget();
        return VerdictMerger.Merge([.. participants.Zip(reports).Where(pair => pair.Second is not null).Select(pair => (pair.First.Name, pair.Second!))]);
    }

    public ValueTask DisposeAsync() => DisposeFromAsync(0);

    // What is known already is not made younger by being heard again.
    private void Remember(ScanReport?[] reports)
    {
        foreach (var (participant, report) in participants.Zip(reports))
        {
            if (report is not null && participant.Known is null)
                memory?.Keep(blob, participant.Scanner, report);
        }
    }

    private void Forget()
    {
        foreach (var participant in participants)
            memory?.Forget(blob, participant.Scanner);
    }

    // Each one is disposed, also where the one before it throws.
    private async ValueTask DisposeFromAsync(int index)
    {
        if (index == participants.Length)
            return;

        try
        {
            await participants[index].DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await DisposeFromAsync(index + 1).ConfigureAwait(false);
        }
    }

    private void ThrowIfAllLost()
    {
        foreach (var participant in participants)
        {
            if (participant.Loss is null)
                return;
        }

        throw participants.Length == 0 ? new ScannerUnavailableException("No scanner is there.") : participants[0].Loss!;
    }
}
