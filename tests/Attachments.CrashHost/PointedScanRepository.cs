using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.CrashHost;

/// <summary>Tells of claims, and writes into each verdict's engine which claim it was recorded under.</summary>
internal sealed class PointedScanRepository(IScanRepository inner, Points points) : IScanRepository
{
    public async ValueTask<ScanClaim?> ClaimAsync(BlobKey blob, TimeSpan lease, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-scan-claim");
        var claim = await inner.ClaimAsync(blob, lease, cancellationToken);
        if (claim is not null)
            await ClaimedAsync(claim);

        return claim;
    }

    public async ValueTask<IReadOnlyList<ScanClaim>> ClaimDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        await ClaimedAsync(await inner.ClaimDueAsync(limit, lease, cancellationToken));

    public async ValueTask<IReadOnlyList<ScanClaim>> ClaimNewestDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        await ClaimedAsync(await inner.ClaimNewestDueAsync(limit, lease, cancellationToken));

    public async ValueTask<RecordedVerdict?> RecordAsync(ScanClaim claim, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-record");
        var stamped = verdict with { Engine = $"{verdict.Engine} # {claim.Token}" };
        var recorded = await inner.RecordAsync(claim, stamped, infected, cancellationToken);
        await points.ReachAsync("after-record");
        if (recorded is null)
            ScanReports.Refused(claim.Token);

        return recorded;
    }

    public ValueTask<RecordedVerdict?> RecordInfectedAsync(
        TenantId tenant, ContentDigest digest, BlobVerdict verdict, InfectedContent infected, CancellationToken cancellationToken) =>
        inner.RecordInfectedAsync(tenant, digest, verdict, infected, cancellationToken);

    public async ValueTask<bool> PostponeAsync(ScanClaim claim, TimeSpan delay, bool counts, CancellationToken cancellationToken)
    {
        await points.ReachAsync("before-postpone");
        var isPostponed = await inner.PostponeAsync(claim, delay, counts, cancellationToken);
        await points.ReachAsync("after-postpone");
        if (!isPostponed)
            ScanReports.Refused(claim.Token);

        return isPostponed;
    }

    public ValueTask<RescanPage> ScheduleRescansAsync(BlobId? after, int limit, RescanRules rules, CancellationToken cancellationToken) =>
        inner.ScheduleRescansAsync(after, limit, rules, cancellationToken);

    public ValueTask<ScanStatus?> FindStatusAsync(TenantId tenant, ContentDigest digest, CancellationToken cancellationToken) => inner.FindStatusAsync(tenant, digest, cancellationToken);

    public ValueTask<TimeSpan?> ReadQueueAgeAsync(CancellationToken cancellationToken) => inner.ReadQueueAgeAsync(cancellationToken);

    private async ValueTask<IReadOnlyList<ScanClaim>> ClaimedAsync(IReadOnlyList<ScanClaim> claims)
    {
        foreach (var claim in claims)
            await ClaimedAsync(claim);

        return claims;
    }

    private ValueTask ClaimedAsync(ScanClaim claim)
    {
        ScanReports.Claimed(claim.Token, claim.Blob.Blob.Value);
        return points.ReachAsync("after-scan-claim");
    }
}
