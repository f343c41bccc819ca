using Attachments.Scanning.ClamAV.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>Remembers what clamd is, and whether it can be trusted. Concurrent callers share one look.</summary>
/// <remarks>Probed anew each hour, when the version or the signatures changed, and after clamd was away.</remarks>
internal sealed class DaemonTrust(IOptions<ClamAVOptions> options, ClamdClient client, DaemonProbe probe, ILogger<DaemonTrust> logger)
{
    private static readonly TimeSpan VersionAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TrustAge = TimeSpan.FromHours(1);

    // Somebody may be changing the settings right now.
    private static readonly TimeSpan DistrustAge = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private Knowledge? known;
    private Task<Knowledge>? looking;
    private int epoch;

    /// <summary>Says how far clamd's word counts.</summary>
    /// <exception cref="ScannerUnavailableException">It could not be reached.</exception>
    public async ValueTask<DaemonWord> WeighAsync(CancellationToken cancellationToken)
    {
        var knowledge = await KnowAsync(VersionAge, cancellationToken).ConfigureAwait(false);
        return new DaemonWord(knowledge.Version, DistrustOf(knowledge.Findings), knowledge.Findings.PassesEncrypted);
    }

    /// <exception cref="ScannerUnavailableException">It could not be reached.</exception>
    public async ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken) =>
        (await KnowAsync(VersionAge, cancellationToken).ConfigureAwait(false)).Version;

    /// <summary>Asks clamd now, but probes only where that is due.</summary>
    /// <returns>A warning, or null.</returns>
    /// <exception cref="ScannerUnavailableException">It could not be reached or not be trusted.</exception>
    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var findings = (await KnowAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).Findings;
        if (DistrustOf(findings) is { } distrust)
            throw new ScannerUnavailableException(distrust) { IsMisconfigured = true };

        return findings.Failure ?? findings.Warning;
    }

    /// <summary>Takes note that clamd is or was away, so that another may be there next.</summary>
    public void Forget()
    {
        lock (gate)
        {
            known = null;
            epoch++;
        }
    }

    private string? DistrustOf(ProbeFindings findings) => options.Value.ProbeFailure == ClamAVProbeFailure.Fail ? findings.Failure : null;

    private async ValueTask<Knowledge> KnowAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        Task<Knowledge> look;
        lock (gate)
        {
            if (known is { } fresh && client.Clock.GetElapsedTime(fresh.ReadAt) < age && !IsProbeDue(fresh))
                return fresh;

            // Under no caller's token, since others wait for it too; each of its waits is bounded. Not begun under the lock.
            if (looking is null or { IsCompleted: true })
            {
                var (last, started) = (known, epoch);
                looking = Task.Run(() => LookAsync(last, started), CancellationToken.None);
            }

            look = looking;
        }

        return await look.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Knowledge> LookAsync(Knowledge? last, int started)
    {
        try
        {
            var version = await client.ReadVersionAsync(CancellationToken.None).ConfigureAwait(false);
            var readAt = client.Clock.GetTimestamp();
            var isKnown = last is not null && last.Version == version && !IsProbeDue(last);
            var knowledge = isKnown ? last! with { ReadAt = readAt } : new Knowledge(version, readAt, await ProbeAsync(version, last).ConfigureAwait(false), readAt);
            Remember(knowledge, started);
            return knowledge;
        }
        catch (ScannerUnavailableException)
        {
            Forget();
            throw;
        }
    }

    private async ValueTask<ProbeFindings> ProbeAsync(ScannerVersion version, Knowledge? last)
    {
        if (options.Value.ProbeFailure == ClamAVProbeFailure.Ignore)
            return new ProbeFindings();

        var cutsOff = last?.Version.Engine == version.Engine ? last.Findings.CutsOff : null;
        var findings = await probe.RunAsync(cutsOff, CancellationToken.None).ConfigureAwait(false);
        if (findings.Failure is not null)
            logger.DaemonNotTrusted(version.Engine, findings.Failure);
        else if (findings.Warning is not null)
            logger.DaemonWarned(version.Engine, findings.Warning);
        else
            logger.DaemonTrusted(version.Engine, version.Signatures);

        return findings;
    }

    private void Remember(Knowledge knowledge, int started)
    {
        lock (gate)
        {
            // Else it went away meanwhile: good for who waited, but not to be kept.
            if (epoch == started)
                known = knowledge;
        }
    }

    private bool IsProbeDue(Knowledge knowledge) =>
        client.Clock.GetElapsedTime(knowledge.ProbedAt) >= (knowledge.Findings.Failure is null ? TrustAge : DistrustAge);

    private sealed record Knowledge(ScannerVersion Version, long ReadAt, ProbeFindings Findings, long ProbedAt);
}
