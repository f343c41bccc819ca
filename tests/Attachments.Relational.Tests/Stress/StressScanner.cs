using System.Diagnostics;
using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;

namespace Attachments.Relational.Tests.Stress;

// One task that scans, is too slow at times, knows of infections from elsewhere, empties the quarantine, and begins rescans; it too walks away at any step.
internal sealed class StressScanner(AttachmentRepositories repositories, VisibleBytes store, StressRecord record, StressScans scans)
{
    public static readonly BlobVerdict Safe = new(ScanStatus.Safe, "engine", "signatures 0");

    private const int Contents = 14;

    private readonly Random random = new();

    public static ContentDigest AnyContent(Random random) => ContentDigest.Of([(byte)random.Next(Contents)]);

    public Task StepAsync() => random.Next(20) switch
    {
        < 14 => ScanAsync(),
        < 15 => KnowAsync(),
        < 19 => EmptyQuarantineAsync(),
        _ => RescanAsync(),
    };

    private async Task ScanAsync()
    {
        var lease = TimeSpan.FromMilliseconds(random.Next(20, 250));
        var began = Stopwatch.GetTimestamp();
        var claims = await repositories.Scans.ClaimDueAsync(random.Next(1, 4), lease, default);
        var held = claims.Select(claim => new StressClaim(claim, began, Stopwatch.GetTimestamp(), lease)).ToList();
        held.ForEach(scans.Claimed);

        foreach (var claim in held)
        {
            if (random.Next(15) == 0)
                return;

            if (random.Next(6) == 0)
                await Task.Delay(random.Next(1, 400));

            await (random.Next(6) == 0 ? PostponeAsync(claim) : RecordAsync(claim));
        }
    }

    private async Task PostponeAsync(StressClaim claim)
    {
        var isLate = scans.End(claim);
        var isPostponed = await repositories.Scans.PostponeAsync(claim.Claim, TimeSpan.FromMilliseconds(random.Next(50)), random.Next(2) == 0, default);
        record.Count(isPostponed ? "scan: postponed" : "scan: postponed too late");
        if (isPostponed && isLate)
            scans.Violations.Enqueue($"{claim.Claim.Blob.Blob} was postponed by a claim that was taken over");
    }

    private async Task RecordAsync(StressClaim claim)
    {
        var isLate = scans.End(claim);
        var verdict = Safe with { Status = random.Next(8) switch { 0 => ScanStatus.Infected, 1 => ScanStatus.Unscannable, _ => ScanStatus.Safe } };
        var recorded = await TellAsync(
            claim.Claim.Blob.Tenant, claim.Claim.Digest, () => repositories.Scans.RecordAsync(claim.Claim, verdict, AnyFate(), default));
        record.Count(recorded is null ? "scan: late" : $"scan: {verdict.Status}");
        if (recorded is not null && isLate)
            scans.Violations.Enqueue($"the verdict of {claim.Claim.Blob.Blob} is of a claim that was taken over");
    }

    private async Task KnowAsync()
    {
        var tenant = StressMessages.AnyTenant(random);
        var digest = AnyContent(random);
        var verdict = Safe with { Status = ScanStatus.Infected };
        var recorded = await TellAsync(tenant, digest, () => repositories.Scans.RecordInfectedAsync(tenant, digest, verdict, AnyFate(), default));
        record.Count(recorded is null ? "known infected: nothing" : "known infected");
    }

    private async Task<RecordedVerdict?> TellAsync(TenantId tenant, ContentDigest digest, Func<ValueTask<RecordedVerdict?>> call)
    {
        RecordedVerdict? recorded;
        try
        {
            recorded = await call();
        }
        catch (AttachmentDatabaseException)
        {
            scans.Lose(tenant, digest);
            throw;
        }

        if (recorded is null)
            return null;

        scans.Tell(recorded);
        if (recorded.Content == BlobContentState.Removed)
            await ReapAsync(recorded.Blob);

        return recorded;
    }

    private async Task EmptyQuarantineAsync()
    {
        var listed = await repositories.Quarantine.ListAsync(StressMessages.AnyTenant(random), null, 5, default);
        foreach (var blob in listed.Where(blob => scans.IsTold(blob.Blob, blob.Digest)))
        {
            if (random.Next(2) == 0)
            {
                record.Count(await repositories.Quarantine.ReleaseAsync(blob.Blob, "reason", default) ? "quarantine: released" : "quarantine: too late");
                continue;
            }

            if (!await repositories.Quarantine.PurgeAsync(blob.Blob, StressHost.Grace, default))
                continue;

            record.Count("quarantine: purged");
            await ReapAsync(blob.Blob);
        }
    }

    private async Task RescanAsync()
    {
        BlobId? last = null;
        do
        {
            var page = await repositories.Scans.ScheduleRescansAsync(last, 10, new RescanRules(null, $"signatures {random.Next(3)}"), default);
            last = page.Last;
            for (var i = 0; i < page.Scheduled; i++)
                record.Count("rescans");
        }
        while (last is not null);
    }

    private async Task ReapAsync(BlobKey key)
    {
        if (random.Next(15) == 0)
            return;

        store.Delete(key);
        if (random.Next(15) != 0)
            await repositories.Blobs.ForgetStraysAsync([key], default);
    }

    private InfectedContent AnyFate() => random.Next(2) == 0 ? InfectedContent.Remove : InfectedContent.Quarantine;
}
